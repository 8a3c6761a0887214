import type { InitTarget, TargetRole } from './init-target.ts';

/** The ARN that a role has once it is made: the one that it had before, if somebody deleted it. */
export function futureRoleArn(
  { partition, account }: Pick<InitTarget, 'partition' | 'account'>,
  { path, name }: Pick<TargetRole, 'path' | 'name'>,
): string {
  return `arn:${partition}:iam::${account}:role${path}${name}`;
}
