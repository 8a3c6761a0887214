import { type Arn, parseArn } from '../../arn.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice } from '../notice.ts';
import type { FoundAnnotation } from './annotation-source.ts';

const onePartition = 'all ARNs must be of one AWS partition';
const ownRoles =
  "a profile holds roles of its own account only; assume another account's role from there";

/** Roles Anywhere takes a profile and a trust anchor of one region, and roles of the profile's account. */
export function checkArns(
  role: FoundAnnotation,
  profile: FoundAnnotation,
  anchor: FoundAnnotation,
): InjectionNotice[] {
  const problems: InjectionNotice[] = [];
  const compare = (one: FoundArn, other: FoundArn, part: keyof Arn, rule: string): void => {
    if (one.arn?.[part] !== other.arn?.[part]) problems.push(mismatch(one, other, part, rule));
  };
  const [ofRole, ofProfile, ofAnchor] = [found(role), found(profile), found(anchor)];
  compare(ofProfile, ofAnchor, 'region', 'a profile and its trust anchor must be in one region');
  compare(ofProfile, ofAnchor, 'account', 'a profile and its trust anchor must be in one account');
  compare(ofProfile, ofAnchor, 'partition', onePartition);
  compare(ofRole, ofProfile, 'account', ownRoles);
  compare(ofRole, ofProfile, 'partition', onePartition);
  return problems;
}

interface FoundArn {
  readonly annotation: FoundAnnotation;
  readonly arn: Arn | undefined;
}

function found(annotation: FoundAnnotation): FoundArn {
  return { annotation, arn: parseArn(annotation.value) };
}

function mismatch(
  { annotation: one, arn: first }: FoundArn,
  { annotation: other, arn: second }: FoundArn,
  part: keyof Arn,
  rule: string,
): InjectionNotice {
  return notice(
    'IAMRA303',
    `${one.key} (${one.where}) has the ${part} ${first?.[part] ?? 'none'}, ` +
      `${other.key} (${other.where}) has ${second?.[part] ?? 'none'}: ${rule}`,
  );
}
