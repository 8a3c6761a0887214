import type { InjectionNotice } from '../injection/injection-decision.ts';
import { notice } from '../injection/notice.ts';
import type { CompiledRules } from './compile-rules.ts';
import type { CompiledRule } from './compiled/compiled-rule.ts';
import { type Labels, selects } from './selector/compile-selector.ts';
import { namespaceNameLabel } from './selector/namespace-name-label.ts';

/** The namespace of a pod. */
export interface PodNamespace {
  readonly namespace: string;
  readonly namespaceLabels: Readonly<Record<string, string>> | undefined;
}

export interface NamespaceRules {
  readonly rules: readonly CompiledRule[];
  /** Of rules that select by labels which are not known. */
  readonly warnings: readonly InjectionNotice[];
}

/** The rules that count in a namespace, in their order. */
export function rulesOfNamespace(
  { namespace, namespaceLabels }: PodNamespace,
  { inNamespace }: CompiledRules,
): NamespaceRules {
  const all = inNamespace(namespace);
  if (all.every(selectsEvery)) return { rules: all, warnings: [] };
  const labels: Labels = { [namespaceNameLabel]: namespace, ...namespaceLabels };
  const unknown = namespaceLabels === undefined ? all.filter(asksForMoreThanName) : [];
  return {
    rules: all.filter((rule) => !unknown.includes(rule) && selects(rule.namespaces, labels)),
    warnings: unknown.map(({ key }) =>
      notice(
        'IAMRA336',
        `rule ${key} is not applied: it selects namespaces by labels, and those of ${namespace} are not known`,
      ),
    ),
  };
}

function selectsEvery({ namespaces }: CompiledRule): boolean {
  return namespaces.requirements.length === 0;
}

function asksForMoreThanName({ namespaces }: CompiledRule): boolean {
  return namespaces.requirements.some(({ key }) => key !== namespaceNameLabel);
}
