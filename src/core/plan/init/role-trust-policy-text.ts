import type { RoleConfig } from '../../config/iamra-config.ts';
import { roleTrustPolicy } from '../../iam/role-trust-policy.ts';
import { parseServiceAccountName } from '../../identity/service-account.ts';
import { spiffeId } from '../../identity/spiffe-id.ts';
import { mergeTrustPolicy } from './merge-trust-policy.ts';

/**
 * The trust policy of a role as JSON: ours, or with `before` that one with our statement in its place.
 * The text is `before` itself where nothing would change.
 */
export function roleTrustPolicyText(
  role: RoleConfig,
  cluster: string,
  trustAnchorArn: string,
  before?: string,
): string {
  const identities = role.serviceAccounts.flatMap((text) => {
    const account = parseServiceAccountName(text);
    return account === undefined ? [] : [spiffeId(cluster, account)];
  });
  const ours = roleTrustPolicy({ trustAnchorArn, identities });
  return before === undefined ? JSON.stringify(ours) : mergeTrustPolicy(before, ours);
}
