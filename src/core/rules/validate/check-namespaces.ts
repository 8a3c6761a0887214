import type { LabelSelector, RuleKind, RuleSettings } from '../rule.ts';
import { namespaceNameLabel } from '../selector/namespace-name-label.ts';
import type { Report } from './report.ts';

/** A rule that would count only where iamra changes no pod is a mistake. */
export function checkNamespaces(
  namespace: string | undefined,
  { excludedNamespaces }: RuleSettings,
  report: Report,
): void {
  if (namespace === undefined || !excludedNamespaces.includes(namespace)) return;
  report(['metadata', 'namespace'], {
    code: 'IAMRA352',
    message: `“${namespace}” is excluded from injection`,
  });
}

/** Which namespaces a rule is for: an InjectionRule has its own, others may not name excluded ones. */
export function checkNamespaceSelector(
  kind: RuleKind,
  selector: LabelSelector | undefined,
  { excludedNamespaces }: RuleSettings,
  report: Report,
): void {
  if (selector === undefined) return;
  if (kind === 'InjectionRule') {
    report([], {
      code: 'IAMRA348',
      message: 'is only for a ClusterInjectionRule: an InjectionRule counts in its own namespace',
      fix: 'remove it, or make the rule a ClusterInjectionRule',
    });
  }
  const named = selector.matchLabels?.[namespaceNameLabel];
  if (named !== undefined && excludedNamespaces.includes(named)) {
    report(['matchLabels', namespaceNameLabel], excluded(named));
  }
  selector.matchExpressions?.forEach(({ key, operator, values }, index) => {
    if (key !== namespaceNameLabel || operator !== 'In') return;
    values?.forEach((value, position) => {
      if (!excludedNamespaces.includes(value)) return;
      report(['matchExpressions', index, 'values', position], excluded(value));
    });
  });
}

function excluded(namespace: string) {
  return { code: 'IAMRA352', message: `“${namespace}” is excluded from injection` } as const;
}
