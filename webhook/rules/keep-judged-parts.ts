import { isDeepStrictEqual } from 'node:util';
import type { RuleObject } from './rule-object.ts';

/**
 * A rule with those parts of its earlier form that a judgement looks at and that have not changed: what
 * was read of them still holds.
 */
export function keepJudgedParts(earlier: RuleObject | undefined, rule: RuleObject): RuleObject {
  if (earlier === undefined || !isSameGeneration(earlier, rule)) return rule;
  const inForce = inForceOf(earlier);
  const isKept = inForce !== undefined && isDeepStrictEqual(inForce, inForceOf(rule));
  return {
    ...rule,
    spec: earlier.spec,
    ...(isKept ? { status: { ...(rule.status as object), inForce } } : {}),
  };
}

/** Whether two forms of a rule, the later one with kept parts, are the same to a judgement. */
export function isJudgedAlike(
  earlier: RuleObject | undefined,
  rule: RuleObject | undefined,
): boolean {
  return (
    earlier !== undefined &&
    rule !== undefined &&
    isSameGeneration(earlier, rule) &&
    earlier.metadata.deletionTimestamp === rule.metadata.deletionTimestamp &&
    inForceOf(earlier) === inForceOf(rule)
  );
}

/** API servers count a generation with each change of the spec. */
function isSameGeneration({ metadata: earlier }: RuleObject, { metadata }: RuleObject): boolean {
  const isKnown = metadata.generation !== undefined && metadata.uid !== undefined;
  return isKnown && earlier.generation === metadata.generation && earlier.uid === metadata.uid;
}

function inForceOf({ status }: RuleObject): unknown {
  return (status as { readonly inForce?: unknown } | null | undefined)?.inForce;
}
