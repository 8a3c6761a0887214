import { evaluateTrustPolicy } from '../../core/iam/evaluate-trust-policy.ts';
import { parsePolicyDocument } from '../../core/iam/parse-policy.ts';
import type { Authenticated } from './authenticate.ts';
import type { SessionGrant } from './issue-session.ts';
import { unableToAssume } from './resource-checks.ts';

const principal = { kind: 'service', name: 'rolesanywhere.amazonaws.com' } as const;
const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

/** Asks the role's trust policy. @throws {ServiceError} where it doesn't allow all that a session needs */
export function checkTrustPolicy(
  grant: SessionGrant,
  droppedTags: readonly string[],
  authenticated: Authenticated,
): void {
  const verdict = evaluateTrustPolicy(parsePolicyDocument(grant.role.trustPolicy), {
    principal,
    actions,
    context: trustContext(grant, authenticated),
  });
  const { arn } = grant.role;
  switch (verdict.outcome) {
    case 'allowed':
      return;
    case 'denied': {
      const hint =
        droppedTags.length === 0 ? '' : `; tags that STS refuses: ${droppedTags.join(', ')}`;
      throw unableToAssume(arn, `${verdict.action}: ${verdict.reason}${hint}`);
    }
    case 'unsupported':
      throw unableToAssume(
        `${arn} (the emulator cannot evaluate its trust policy: ${verdict.reason})`,
        verdict.reason,
      );
  }
}

/** The condition keys of the call that Roles Anywhere makes to STS. */
function trustContext(
  grant: SessionGrant,
  { account, trustAnchor }: Authenticated,
): Record<string, readonly string[]> {
  const tags = Object.entries(grant.tags);
  return {
    'aws:SourceArn': [trustAnchor.arn],
    'aws:SourceAccount': [account.id],
    'aws:PrincipalIsAWSService': ['true'],
    'aws:PrincipalServiceName': [principal.name],
    'sts:RoleSessionName': [grant.sessionName],
    ...(grant.sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': [grant.sourceIdentity] }),
    'aws:TagKeys': tags.map(([key]) => key),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:PrincipalTag/${key}`, [value]])),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
  };
}
