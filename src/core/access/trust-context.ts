import { rolesAnywherePrincipal } from '../iam/role-trust-policy.ts';

/** What Roles Anywhere tells STS about who asks for a role. */
export interface SessionClaims {
  readonly trustAnchorArn: string;
  /** Of the trust anchor. */
  readonly account: string;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  /** By key, such as `x509SAN/URI`. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The condition keys of the call that Roles Anywhere makes to STS.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function trustContext(claims: SessionClaims): Record<string, readonly string[]> {
  const { trustAnchorArn, account, sessionName, sourceIdentity } = claims;
  const tags = Object.entries(claims.tags);
  return {
    'aws:SourceArn': [trustAnchorArn],
    'aws:SourceAccount': [account],
    'aws:PrincipalIsAWSService': ['true'],
    'aws:PrincipalServiceName': [rolesAnywherePrincipal],
    'sts:RoleSessionName': [sessionName],
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': [sourceIdentity] }),
    'aws:TagKeys': tags.map(([key]) => key),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:PrincipalTag/${key}`, [value]])),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
  };
}
