import type { InjectionRule, LabelRequirement, LabelSelector } from '../rule.ts';
import { compileSelector } from '../selector/compile-selector.ts';
import { namespaceNameLabel } from '../selector/namespace-name-label.ts';

/** The rules that write a label. */
export type LabelWriters = (label: string) => Iterable<InjectionRule>;

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
    Iterator.from(writersOf(label)).some((writer) => canShareNamespace(one, other, writer));
  return (
    canShareNamespace(one, other) &&
    isSatisfiable([one.spec.labelSelector, other.spec.labelSelector], isWritten)
  );
}

function canShareNamespace(...rules: readonly InjectionRule[]): boolean {
  const namespace = rules[0]?.namespace;
  if (namespace !== undefined && rules.every((rule) => rule.namespace === namespace)) return true;
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
    ([label, ofLabel]) => canHold(ofLabel) || isIgnored(label),
  );
}

/** Whether a label can have a value, or be absent, so that all requirements of it hold. */
function canHold(requirements: readonly LabelRequirement[]): boolean {
  const asks = (operator: LabelRequirement['operator']): boolean =>
    requirements.some((requirement) => requirement.operator === operator);
  const mustExist = asks('In') || asks('Exists');
  if (asks('DoesNotExist')) return !mustExist;
  // One of endlessly many values is in no `NotIn`.
  if (!asks('In')) return true;
  const [smallest, ...others] = valuesOf(requirements, 'In').sort((a, b) => a.size - b.size);
  const ruledOut = valuesOf(requirements, 'NotIn');
  return [...(smallest ?? [])].some(
    (value) =>
      others.every((values) => values.has(value)) && !ruledOut.some((values) => values.has(value)),
  );
}

function valuesOf(
  requirements: readonly LabelRequirement[],
  operator: 'In' | 'NotIn',
): Array<ReadonlySet<string>> {
  return requirements
    .filter((requirement) => requirement.operator === operator)
    .map(({ values = [] }) => setOf(values));
}

/** Each rule is held against many others. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(values: readonly string[]): ReadonlySet<string> {
  const known = sets.get(values) ?? new Set(values);
  sets.set(values, known);
  return known;
}
