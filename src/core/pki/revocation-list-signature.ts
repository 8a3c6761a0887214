import { verify } from 'node:crypto';
import type { CertificateFacts } from './certificate-facts.ts';
import { formatDistinguishedName } from './distinguished-name.ts';
import type { RevocationList } from './revocation-list.ts';

/**
 * Says whether a CA has signed a list: its name, its key, and its right to (RFC 5280 §6.3.3 f, g). Two CAs of a
 * rotation may share a name, so the name alone says nothing.
 */
export function hasSignedList(ca: CertificateFacts, list: RevocationList): boolean {
  if (formatDistinguishedName(ca.subject) !== formatDistinguishedName(list.issuer)) return false;
  if (!maySignLists(ca)) return false;
  const { hash, content, signature } = list.signed;
  return hash !== '' && verify(hash, content, ca.certificate.publicKey, signature);
}

/** Says whether a CA's key usage allows revocation lists; a CA without the extension may do everything. */
export function maySignLists({ keyUsages }: CertificateFacts): boolean {
  return keyUsages?.includes('cRLSign') !== false;
}
