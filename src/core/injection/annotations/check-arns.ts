import { type Arn, parseArn } from '../../arn.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice } from '../notice.ts';
import type { FoundAnnotation } from './annotation-source.ts';

/** Roles Anywhere takes a profile and a trust anchor of one region, and roles of the profile's account. */
export function checkArns(
  role: FoundAnnotation,
  profile: FoundAnnotation,
  anchor: FoundAnnotation,
): InjectionNotice[] {
  return [
    mismatch(profile, anchor, 'region', 'a profile and its trust anchor must be in one region'),
    mismatch(profile, anchor, 'account', 'a profile and its trust anchor must be in one account'),
    mismatch(profile, anchor, 'partition', 'all ARNs must be of one AWS partition'),
    mismatch(
      role,
      profile,
      'account',
      "a profile holds roles of its own account only; assume another account's role from there",
    ),
    mismatch(role, profile, 'partition', 'all ARNs must be of one AWS partition'),
  ].filter((problem) => problem !== undefined);
}

function mismatch(
  one: FoundAnnotation,
  other: FoundAnnotation,
  part: keyof Arn,
  rule: string,
): InjectionNotice | undefined {
  const first = parseArn(one.value)?.[part];
  const second = parseArn(other.value)?.[part];
  if (first === second) return undefined;
  return notice(
    'IAMRA303',
    `${one.key} (${one.where}) has the ${part} ${first ?? 'none'}, ${other.key} (${other.where}) ` +
      `has ${second ?? 'none'}: ${rule}`,
  );
}
