import { formatDistinguishedName } from '../../core/pki/distinguished-name.ts';
import { newResource } from '../roles-anywhere/resources.ts';
import type { SubjectCredential, SubjectRecord } from '../state.ts';
import type { Authenticated } from './authenticate.ts';

/** Notes that a subject was seen and whether it got a session; gives the subject's ARN. */
export function recordSubject(
  authenticated: Authenticated,
  { failed }: { readonly failed: boolean },
): string {
  const subject = findOrAdd(authenticated);
  const seen = credentialOf(authenticated, failed);
  subject.credentials = [
    seen,
    ...subject.credentials.filter((other) => other.serialNumber !== seen.serialNumber),
  ];
  subject.lastSeenAt = seen.seenAt;
  subject.updatedAt = seen.seenAt;
  return subject.arn;
}

function findOrAdd({ account, certificate }: Authenticated): SubjectRecord {
  const x509Subject = formatDistinguishedName(certificate.subject);
  const { subjects } = account.state;
  const fresh = newResource('subject', account);
  const prefix = fresh.arn.slice(0, -fresh.id.length);
  const known = subjects.find(
    (record) => record.x509Subject === x509Subject && record.arn.startsWith(prefix),
  );
  if (known !== undefined) return known;
  const record = {
    ...fresh,
    x509Subject,
    enabled: true,
    lastSeenAt: fresh.createdAt,
    credentials: [],
  };
  subjects.push(record);
  return record;
}

function credentialOf({ account, certificate }: Authenticated, failed: boolean): SubjectCredential {
  return {
    serialNumber: BigInt(`0x${certificate.serialNumber}`).toString(),
    issuer: formatDistinguishedName(certificate.issuer),
    seenAt: account.now().toISOString(),
    certificate: certificate.certificate.toString(),
    enabled: true,
    failed,
  };
}
