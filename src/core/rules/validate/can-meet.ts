import type { InjectionRule, LabelRequirement, LabelSelector } from '../rule.ts';
import { compileSelector, selects } from '../selector/compile-selector.ts';
import { namespaceNameLabel } from '../selector/namespace-name-label.ts';

/** The rules that write a label. */
export type LabelWriters = (label: string) => readonly InjectionRule[];

/**
 * Whether one pod can match both rules: true unless their selectors contradict one another. Labels
 * that rules write where both are prove nothing, for a pod may have another value of them at first.
 */
export function canMeet(
  one: InjectionRule,
  other: InjectionRule,
  writersOf: LabelWriters,
): boolean {
  const isWritten = (label: string): boolean =>
    writersOf(label).some((writer) => canShareNamespace(one, other, writer));
  return (
    canShareNamespace(one, other) &&
    isSatisfiable([one.spec.labelSelector, other.spec.labelSelector], isWritten)
  );
}

function canShareNamespace(...rules: readonly InjectionRule[]): boolean {
  return isSatisfiable(rules.map(namespacesOf), () => false);
}

/** An InjectionRule selects one namespace: its own. */
function namespacesOf({ kind, namespace, spec }: InjectionRule): LabelSelector | undefined {
  if (kind === 'ClusterInjectionRule') return spec.namespaceSelector;
  return { matchLabels: { [namespaceNameLabel]: namespace ?? '' } };
}

function isSatisfiable(
  selectors: ReadonlyArray<LabelSelector | undefined>,
  isIgnored: (label: string) => boolean,
): boolean {
  const requirements = selectors.flatMap((selector) => compileSelector(selector).requirements);
  return [...Map.groupBy(requirements, ({ key }) => key)].every(
    (label) => canHold(label) || isIgnored(label[0]),
  );
}

/** Whether a label can have a value, or be absent, so that all requirements of it hold. */
function canHold([key, requirements]: readonly [string, readonly LabelRequirement[]]): boolean {
  const named = requirements.flatMap(({ values = [] }) => values);
  // Stands for all values that no requirement names.
  const other = `${named.join('')}x`;
  const candidates = [{}, ...[other, ...named].map((value) => ({ [key]: value }))];
  return candidates.some((labels) => selects({ requirements }, labels));
}
