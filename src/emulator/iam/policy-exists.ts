import { parseArn } from '../../core/arn.ts';
import type { EmulatorAccount } from '../account.ts';
import { invalidInput } from './iam-errors.ts';

/** Whether a policy can be attached: any of AWS's by its name, or one of the account. @throws {QueryError} for what is no policy's ARN */
export function policyExists(arn: string, account: EmulatorAccount): boolean {
  return isAwsManaged(arn, account) || account.state.policies.some((policy) => policy.arn === arn);
}

/** Whether AWS keeps the policy; there is no list of them here, so that every name is taken for one. */
export function isAwsManaged(arn: string, { partition }: EmulatorAccount): boolean {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam' || !/^policy\/[\w+=,.@/-]+$/.test(parsed.resource)) {
    throw invalidInput(`ARN ${arn} is not valid.`);
  }
  return parsed.account === 'aws' && parsed.partition === partition;
}
