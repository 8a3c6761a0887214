import type { LabelRequirement, LabelSelector } from '../rule.ts';
import { compileSelector, type Labels, selects } from '../selector/compile-selector.ts';

/** The first requirement that labels do not meet, and what they have instead; undefined where they meet all. */
export function explainSelector(
  selector: LabelSelector | undefined,
  labels: Labels,
): string | undefined {
  const unmet = compileSelector(selector).requirements.find(
    (requirement) => !selects({ requirements: [requirement] }, labels),
  );
  if (unmet === undefined) return undefined;
  const actual = labels[unmet.key];
  const found = actual === undefined ? 'is absent' : `is ${JSON.stringify(actual)}`;
  return `wants ${describe(unmet)}, which ${found}`;
}

function describe({ key, operator, values = [] }: LabelRequirement): string {
  switch (operator) {
    case 'Exists':
      return `the label ${key}`;
    case 'DoesNotExist':
      return `no label ${key}`;
    case 'In':
      return `the label ${key} to be ${values.join(' or ')}`;
    case 'NotIn':
      return `the label ${key} not to be ${values.join(' or ')}`;
  }
}
