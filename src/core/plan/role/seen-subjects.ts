import type { Subject } from '../../anywhere/subject.ts';
import { commonName } from '../../identity/common-name.ts';
import type { ServiceAccountName } from '../../identity/service-account.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Says whether a subject is one of the cluster's; with `account`, that ServiceAccount's. */
export function isSubjectOf(
  subject: Pick<Subject, 'x509Subject'>,
  cluster: string,
  account?: ServiceAccountName,
): boolean {
  const attributes = attributesOf(subject);
  if (!attributes.includes(`O=${cluster}`)) return false;
  return account === undefined || attributes.includes(`CN=${commonName(account)}`);
}

/** Subjects by the common names in them: those of one ServiceAccount are found without a look at all others. */
export class SubjectIndex {
  readonly #byCommonName = new Map<string, Set<Subject>>();

  constructor(subjects: readonly Subject[]) {
    for (const subject of subjects) {
      for (const attribute of attributesOf(subject)) {
        if (attribute.startsWith('CN=')) this.#add(attribute, subject);
      }
    }
  }

  /** Those that `isSubjectOf` says yes to, in their order. */
  find(cluster: string, account: ServiceAccountName): Subject[] {
    const named = this.#byCommonName.get(`CN=${commonName(account)}`) ?? [];
    return [...named].filter((subject) => isSubjectOf(subject, cluster, account));
  }

  #add(attribute: string, subject: Subject): void {
    const known = this.#byCommonName.get(attribute);
    if (known === undefined) this.#byCommonName.set(attribute, new Set([subject]));
    else known.add(subject);
  }
}

function attributesOf({ x509Subject }: Pick<Subject, 'x509Subject'>): string[] {
  return x509Subject.split(/,\s*/);
}

/** Those that asked for a session within the last day. */
export function seenLately(subjects: readonly Subject[], now: Date): Subject[] {
  const since = now.getTime() - dayMilliseconds;
  return subjects.filter(({ lastSeenAt }) => (lastSeenAt?.getTime() ?? 0) > since);
}
