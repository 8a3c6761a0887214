import type { RolesAnywhere } from '../../../../aws/roles-anywhere.ts';
import type { Subject } from '../../../../core/anywhere/subject.ts';
import { formatDistinguishedName } from '../../../../core/pki/distinguished-name.ts';
import type { IdentityInSecret } from './observe-identities.ts';

/** Those of the certificates that AWS has seen, and last answered with a session. */
export async function seenByAws(
  { listSubjects, getSubject }: Pick<RolesAnywhere, 'listSubjects' | 'getSubject'>,
  identities: readonly IdentityInSecret[],
): Promise<ReadonlySet<IdentityInSecret>> {
  const seen = new Set<IdentityInSecret>();
  const subjects = await listSubjects();
  for (const identity of new Set(identities)) {
    const name = sorted(formatDistinguishedName(identity.leaf.subject));
    for (const { id } of subjects.filter(({ x509Subject }) => sorted(x509Subject) === name)) {
      if (hasSession(await getSubject(id), identity)) seen.add(identity);
    }
  }
  return seen;
}

function hasSession(subject: Subject | undefined, { leaf }: IdentityInSecret): boolean {
  const serialNumber = BigInt(`0x${leaf.serialNumber}`).toString();
  const found = subject?.credentials.find((seen) => seen.serialNumber === serialNumber);
  return found !== undefined && !found.failed;
}

/** AWS may write the attributes in another order, and with spaces. */
function sorted(name: string): string {
  return name
    .split(',')
    .map((part) => part.trim())
    .sort()
    .join();
}
