import type { InjectionRule, LabelRequirement, LabelSelector } from '../rule.ts';
import { compileSelector, selects } from '../selector/compile-selector.ts';

const nameLabel = 'kubernetes.io/metadata.name';

const noLabels: ReadonlySet<string> = new Set();

/**
 * Whether one pod can match both rules: true unless their selectors contradict one another. Labels
 * that rules write prove nothing, for a pod may have another value of them at first.
 */
export function canMeet(
  one: InjectionRule,
  other: InjectionRule,
  writtenLabels: ReadonlySet<string>,
): boolean {
  return (
    isSatisfiable([namespacesOf(one), namespacesOf(other)], noLabels) &&
    isSatisfiable([one.spec.labelSelector, other.spec.labelSelector], writtenLabels)
  );
}

/** An InjectionRule selects one namespace: its own. */
function namespacesOf({ kind, namespace, spec }: InjectionRule): LabelSelector | undefined {
  if (kind === 'ClusterInjectionRule') return spec.namespaceSelector;
  return { matchLabels: { [nameLabel]: namespace ?? '' } };
}

function isSatisfiable(
  selectors: ReadonlyArray<LabelSelector | undefined>,
  ignored: ReadonlySet<string>,
): boolean {
  const requirements = selectors
    .flatMap((selector) => compileSelector(selector).requirements)
    .filter(({ key }) => !ignored.has(key));
  return [...Map.groupBy(requirements, ({ key }) => key)].every(canHold);
}

/** Whether a label can have a value, or be absent, so that all requirements of it hold. */
function canHold([key, requirements]: readonly [string, readonly LabelRequirement[]]): boolean {
  const named = requirements.flatMap(({ values = [] }) => values);
  // Stands for all values that no requirement names.
  const other = `${named.join('')}x`;
  const candidates = [{}, ...[other, ...named].map((value) => ({ [key]: value }))];
  return candidates.some((labels) => selects({ requirements }, labels));
}
