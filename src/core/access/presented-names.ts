import type { MappedNames } from '../pki/principal-tags.ts';
import { sourceIdentity } from '../pki/source-identity.ts';
import type { PresentedCertificate } from './access-request.ts';

/** The names of a certificate, issued or expected. */
export function presentedNames(certificate: PresentedCertificate): MappedNames {
  return certificate.kind === 'issued' ? certificate.leaf : certificate.names;
}

/** What Roles Anywhere makes the source identity; an expected certificate has no serial number yet. */
export function presentedIdentity(certificate: PresentedCertificate): string {
  const serialNumber = certificate.kind === 'issued' ? certificate.leaf.serialNumber : '';
  return sourceIdentity({ subject: presentedNames(certificate).subject, serialNumber });
}
