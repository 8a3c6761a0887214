import { roleTrustPolicy } from '../../iam/role-trust-policy.ts';
import { parseServiceAccountName } from '../../identity/service-account.ts';
import { spiffeId } from '../../identity/spiffe-id.ts';
import type { InitTarget, TargetRole } from './init-target.ts';
import { mergeTrustPolicy } from './merge-trust-policy.ts';
import { statementId } from './statement-id.ts';

/** Whom a role trusts. */
export type TrustOfRole = Pick<TargetRole, 'adopted' | 'conditions' | 'serviceAccounts'>;

/**
 * The trust policy of a role as JSON: ours, or with `before` that one with our statement in its place.
 * The text is `before` itself where nothing would change.
 */
export function roleTrustPolicyText(
  { cluster, sourceAccount }: Pick<InitTarget, 'cluster' | 'sourceAccount'>,
  role: TrustOfRole,
  trustAnchorArn: string,
  before?: string,
): string {
  const { conditions } = role;
  const identities = role.serviceAccounts.flatMap((text) => {
    const account = parseServiceAccountName(text);
    return account === undefined ? [] : [spiffeId(cluster, account)];
  });
  const sid = statementId(cluster, role);
  const ours = roleTrustPolicy({ sid, trustAnchorArn, identities, sourceAccount, conditions });
  return before === undefined ? JSON.stringify(ours) : mergeTrustPolicy(before, ours);
}
