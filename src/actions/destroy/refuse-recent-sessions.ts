import type { RolesAnywhere } from '../../aws/roles-anywhere.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { isSubjectOf, seenLately } from '../../core/plan/role/seen-subjects.ts';

const shown = 5;

/**
 * What AWS remembers of a cluster that cannot be asked.
 * @throws {IamraError} IAMRA246 where a workload has asked for a session within the last day
 */
export async function refuseRecentSessions(
  rolesAnywhere: RolesAnywhere,
  cluster: string,
  now: Date,
): Promise<void> {
  const subjects = await rolesAnywhere.listSubjects();
  const recent = seenLately(subjects, now).filter((subject) => isSubjectOf(subject, cluster));
  if (recent.length === 0) return;
  const names = recent
    .slice(0, shown)
    .map(({ x509Subject, lastSeenAt }) => `${x509Subject} at ${lastSeenAt?.toISOString() ?? ''}`);
  const more = recent.length > shown ? `, and ${recent.length - shown} more` : '';
  throw new IamraError(
    'IAMRA246',
    `No cluster is at hand to ask, and workloads have asked AWS for sessions within the last day: ${names.join(', ')}${more}.`,
    {
      fix: 'name the cluster with --context NAME, or, where these workloads have ended, insist with --force',
    },
  );
}
