import type { CertificateFacts } from '../../core/pki/certificate-facts.ts';
import { isStrongHash } from '../../core/pki/signature-hash.ts';
import { ServiceError } from '../roles-anywhere/service-error.ts';

type Check = (leaf: CertificateFacts) => string | undefined;

/** What makes a leaf insufficient, each with its own words for the log. */
const checks: readonly Check[] = [
  (leaf) => (leaf.version === 3 ? undefined : `is X.509 version ${leaf.version}, not 3`),
  (leaf) => (leaf.isCa ? 'is a CA' : undefined),
  (leaf) =>
    leaf.keyUsages?.includes('digitalSignature') === true
      ? undefined
      : 'lacks the key usage digitalSignature',
  (leaf) =>
    isStrongHash(leaf.signatureHash)
      ? undefined
      : `is signed with ${leaf.signatureHash ?? 'an unknown hash'}`,
];

/** Checks the signing certificate by itself. @throws {ServiceError} */
export function checkLeaf(leaf: CertificateFacts, now: Date): void {
  for (const check of checks) {
    const complaint = check(leaf);
    if (complaint === undefined) continue;
    throw denied('Untrusted certificate. Insufficient certificate', `the certificate ${complaint}`);
  }
  if (leaf.subject.length === 0) {
    throw denied('Access denied', 'the certificate has an empty subject');
  }
  if (now < leaf.notBefore) {
    const moment = leaf.notBefore.toISOString();
    throw denied('Untrusted signing certificate', `the certificate is not valid before ${moment}`);
  }
  if (now > leaf.notAfter) {
    const moment = leaf.notAfter.toISOString();
    throw denied('Untrusted signing certificate', `the certificate expired at ${moment}`);
  }
}

function denied(message: string, explanation: string): ServiceError {
  return new ServiceError('AccessDeniedException', message, explanation);
}
