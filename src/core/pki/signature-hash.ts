import type { CertificateFacts } from './certificate-facts.ts';

/** Says whether Roles Anywhere takes certificates signed with this hash: SHA-256 or stronger. */
export function isStrongHash(name: string | undefined): boolean {
  return name === 'SHA-256' || name === 'SHA-384' || name === 'SHA-512';
}

/** Says whether Roles Anywhere takes a CA's signature: by a strong hash, or by ML-DSA, which needs none. */
export function isStrongSignature({ signatureHash, certificate }: CertificateFacts): boolean {
  if (isStrongHash(signatureHash)) return true;
  // Node.js before 24.9 does not tell.
  const algorithm: string | undefined = certificate.signatureAlgorithm;
  return algorithm?.toUpperCase().startsWith('ML-DSA') === true;
}
