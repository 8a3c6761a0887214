import type { Subjects } from '../../../aws/roles-anywhere.ts';
import type { SeenCertificate, Subject } from '../../../core/anywhere/subject.ts';
import { commonName } from '../../../core/identity/common-name.ts';
import { readCertificate } from '../../../core/pki/certificate-facts.ts';
import { parseSerialNumber } from '../../../core/pki/serial-number.ts';
import type { KnownCertificate } from '../../../core/plan/revocation/known-certificate.ts';
import {
  type Recognition,
  recogniseCertificate,
} from '../../../core/plan/revocation/recognise-certificate.ts';

/** The certificates with which a ServiceAccount has asked AWS for sessions, by what Roles Anywhere remembers. */
export async function findInAws(
  { listSubjects, getSubject }: Subjects,
  recognition: Recognition,
): Promise<KnownCertificate[]> {
  const found: KnownCertificate[] = [];
  const name = `CN=${commonName(recognition.account)}`;
  for (const { id } of (await listSubjects()).filter((subject) => hasName(subject, name))) {
    const subject = await getSubject(id);
    for (const seen of subject?.credentials ?? []) found.push(...recognise(seen, recognition));
  }
  return found;
}

function hasName({ x509Subject }: Subject, name: string): boolean {
  return x509Subject.split(',').some((part) => part.trim() === name);
}

/** Where AWS gives no certificate, the subject's name has to do: whom it was issued by stays open. */
function recognise(seen: SeenCertificate, recognition: Recognition): KnownCertificate[] {
  const place = seen.seenAt === undefined ? 'AWS' : `AWS at ${seen.seenAt.toISOString()}`;
  const pem = seen.certificatePem;
  if (pem?.includes('BEGIN CERTIFICATE') === true) {
    const known = recogniseCertificate(readCertificate(pem), place, recognition);
    return known === undefined ? [] : [known];
  }
  const serialNumber = parseSerialNumber(seen.serialNumber);
  if (serialNumber === undefined) return [];
  const unknown = { issuer: undefined, notBefore: undefined, notAfter: undefined };
  return [{ serialNumber, ...unknown, serviceAccount: recognition.account, seenIn: [place] }];
}
