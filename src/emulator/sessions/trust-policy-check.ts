import { rolesAnywhereRequest } from '../../core/access/roles-anywhere-request.ts';
import { trustContext } from '../../core/access/trust-context.ts';
import { evaluateTrustPolicy } from '../../core/iam/evaluate-trust-policy.ts';
import { parsePolicyDocument } from '../../core/iam/parse-policy.ts';
import type { Authenticated } from './authenticate.ts';
import type { SessionGrant } from './issue-session.ts';
import { unableToAssume } from './resource-checks.ts';

/** Asks the role's trust policy. @throws {ServiceError} where it doesn't allow all that a session needs */
export function checkTrustPolicy(
  grant: SessionGrant,
  droppedTags: readonly string[],
  { account, trustAnchor }: Authenticated,
): void {
  const claims = { ...grant, trustAnchorArn: trustAnchor.arn, account: account.id };
  const verdict = evaluateTrustPolicy(
    parsePolicyDocument(grant.role.trustPolicy),
    rolesAnywhereRequest(trustContext(claims)),
  );
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
