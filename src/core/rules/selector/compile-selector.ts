import type { LabelRequirement, LabelSelector } from '../rule.ts';

export type Labels = Readonly<Record<string, unknown>>;

/** A selector made ready for many objects. */
export interface CompiledSelector {
  readonly requirements: readonly LabelRequirement[];
}

/** All that a selector requires, `matchLabels` as requirements too; an empty one requires nothing. */
export function compileSelector(selector: LabelSelector | undefined): CompiledSelector {
  const labels = Object.entries(selector?.matchLabels ?? {});
  return {
    requirements: [
      ...labels.map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
      ...(selector?.matchExpressions ?? []),
    ],
  };
}

/**
 * Says whether labels meet all requirements: `NotIn` holds where the key is absent.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function selects({ requirements }: CompiledSelector, labels: Labels): boolean {
  for (const requirement of requirements) if (!isMet(requirement, labels)) return false;
  return true;
}

function isMet({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const isThere = Object.hasOwn(labels, key);
  switch (operator) {
    case 'Exists':
      return isThere;
    case 'DoesNotExist':
      return !isThere;
    case 'In':
      return isThere && isAmong(values, labels[key]);
    case 'NotIn':
      return !isThere || !isAmong(values, labels[key]);
  }
}

function isAmong(values: readonly string[] | undefined, value: unknown): boolean {
  return (values ?? []).some((one) => one === value);
}
