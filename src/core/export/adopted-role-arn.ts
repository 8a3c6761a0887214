import { formatArn } from '../arn.ts';
import type { InitTarget, TargetRole } from '../plan/init/init-target.ts';

/** The ARN of a role that somebody else made, as `iamra.yaml` has it or as its path and name give it. */
export function adoptedRoleArn(
  { partition, account }: Pick<InitTarget, 'partition' | 'account'>,
  { arn, path, name }: Pick<TargetRole, 'arn' | 'path' | 'name'>,
): string {
  const resource = `role${path}${name}`;
  return arn ?? formatArn({ partition, service: 'iam', region: '', account, resource });
}
