import type { Subject } from '../../anywhere/subject.ts';
import { commonName } from '../../identity/common-name.ts';
import type { ServiceAccountName } from '../../identity/service-account.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Says whether a subject is one of the cluster's; with `account`, that ServiceAccount's. */
export function isSubjectOf(
  { x509Subject }: Pick<Subject, 'x509Subject'>,
  cluster: string,
  account?: ServiceAccountName,
): boolean {
  const attributes = x509Subject.split(/,\s*/);
  if (!attributes.includes(`O=${cluster}`)) return false;
  return account === undefined || attributes.includes(`CN=${commonName(account)}`);
}

/** Those that asked for a session within the last day. */
export function seenLately(subjects: readonly Subject[], now: Date): Subject[] {
  const since = now.getTime() - dayMilliseconds;
  return subjects.filter(({ lastSeenAt }) => (lastSeenAt?.getTime() ?? 0) > since);
}
