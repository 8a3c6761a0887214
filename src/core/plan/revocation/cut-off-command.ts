/** The inline policy of the role; the console gives its own the same name. */
const cutOffPolicyName = 'AWSRevokeOlderSessions';

export interface CutOff {
  readonly roleName: string;
  /** SPIFFE ID whose sessions alone are meant; undefined: all sessions of the role. */
  readonly identity: string | undefined;
  /** Sessions that were issued before it are denied everything. */
  readonly before: Date;
}

/**
 * The command that denies everything to the sessions that a role has issued so far, as the console's “Revoke active
 * sessions” does, for one workload alone where its identity is known.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export function cutOffCommand({ roleName, identity, before }: CutOff): string {
  const condition = {
    DateLessThan: { 'aws:TokenIssueTime': before.toISOString() },
    ...(identity === undefined
      ? {}
      : { StringEquals: { 'aws:PrincipalTag/x509SAN/URI': identity } }),
  };
  const statement = { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: condition };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  return `aws iam put-role-policy --role-name ${roleName} --policy-name ${cutOffPolicyName} --policy-document '${document}'`;
}
