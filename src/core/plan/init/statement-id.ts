import { createHash } from 'node:crypto';
import { workloadStatementId } from '../../iam/role-trust-policy.ts';
import type { TargetRole } from './init-target.ts';

/**
 * The Sid of our statement in a role's trust policy. A role that we made belongs to one cluster; an adopted one may
 * serve several, each with a statement of its own.
 */
export function statementId(cluster: string, role: Pick<TargetRole, 'adopted'>): string {
  if (!role.adopted) return workloadStatementId;
  // A Sid takes letters and digits only, fewer than a cluster's name has.
  const hash = createHash('sha256').update(cluster).digest('hex').slice(0, 8);
  return `${workloadStatementId}${hash}`;
}
