import type { RoleTrustPolicy } from '../../iam/role-trust-policy.ts';
import { canonicalPolicy } from '../../iam/same-policy.ts';
import { locateStatements, type TextRange } from './locate-statements.ts';

/**
 * Puts our statement, known by its Sid, into a trust policy. Not a byte of what others wrote changes, and where ours
 * is there already the text comes back as it is.
 */
export function mergeTrustPolicy(before: string, ours: RoleTrustPolicy): string {
  const [wanted] = ours.Statement;
  const text = JSON.stringify(wanted);
  const { range, isList, items } = locateStatements(before);
  const mine = items.find(({ sid }) => sid === wanted.Sid);
  if (mine !== undefined) {
    const isRight = canonicalPolicy(mine.value) === canonicalPolicy(wanted);
    return isRight ? before : replaced(before, mine.range, text);
  }
  const last = items.at(-1);
  if (last === undefined) return replaced(before, range, `[${text}]`);
  const both = `${before.slice(...last.range)},${text}`;
  return replaced(before, last.range, isList ? both : `[${both}]`);
}

function replaced(policy: string, [from, to]: TextRange, text: string): string {
  return policy.slice(0, from) + text + policy.slice(to);
}
