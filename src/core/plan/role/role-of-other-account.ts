import type { Arn } from '../../arn.ts';
import { formatArn } from '../../arn.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import { rolesAnywhereActions } from '../../iam/role-trust-policy.ts';

/**
 * Says that a role of another account gets no sessions, and shows the two statements with which one of ours assumes
 * it. The source identity of a session goes with it into further roles, so that each has to allow it.
 * @param account ours
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function roleOfOtherAccount(role: Arn, account: string): IamraError {
  const arn = formatArn(role);
  const bridge = `arn:${role.partition}:iam::${account}:role/BRIDGE`;
  const allowed = { Effect: 'Allow', Action: rolesAnywhereActions };
  const policy = { Version: '2012-10-17', Statement: [{ ...allowed, Resource: arn }] };
  return new IamraError(
    'IAMRA240',
    `Role ${arn} is of account ${role.account}: IAM Roles Anywhere issues sessions only of roles of its own account, ${account}.`,
    {
      fix: [
        `let a role of account ${account} assume it, for sessions of an hour at most.`,
        'A file bridge.json, for iamra role add BRIDGE --policy bridge.json:',
        `  ${JSON.stringify(policy)}`,
        `A statement in the trust policy of ${arn}:`,
        `  ${JSON.stringify({ ...allowed, Principal: { AWS: bridge } })}`,
      ].join('\n         '),
    },
  );
}
