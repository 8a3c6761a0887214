import { rolesAnywherePrincipal } from '../iam/role-trust-policy.ts';
import type { DenyStatement } from './finding.ts';
import type { KnownDemands } from './known-demands.ts';

/** The statements that keep everyone else out, whatever other statements allow. */
export function mendingStatements({
  trustAnchors,
  identities,
}: Partial<KnownDemands>): DenyStatement[] {
  return [
    ...(trustAnchors === undefined
      ? []
      : [deny('OtherTrustAnchors', 'ArnNotEquals', 'aws:SourceArn', trustAnchors)]),
    ...(identities === undefined
      ? []
      : [deny('OtherIdentities', 'StringNotEquals', 'aws:PrincipalTag/x509SAN/URI', identities)]),
  ];
}

// Met by a missing key as well, which in a Deny is what is wanted.
function deny(
  sid: string,
  operator: string,
  key: string,
  values: readonly string[],
): DenyStatement {
  const [first = '', ...others] = values;
  return {
    Sid: sid,
    Effect: 'Deny',
    Principal: { Service: rolesAnywherePrincipal },
    Action: 'sts:AssumeRole',
    Condition: { [operator]: { [key]: others.length === 0 ? first : values } },
  };
}
