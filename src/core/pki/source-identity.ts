import type { CertificateFacts } from './certificate-facts.ts';

const maximumLength = 64;

/** The source identity that Roles Anywhere sets: the common name, or the serial number where there is none. */
export function sourceIdentity({
  subject,
  serialNumber,
}: Pick<CertificateFacts, 'subject' | 'serialNumber'>): string {
  const commonName = subject.find(({ type }) => type === 'CN')?.value;
  if (commonName === undefined) return `ID=${serialNumber}`;
  const prefixed = `CN=${commonName}`;
  return prefixed.length <= maximumLength ? prefixed : commonName.slice(0, maximumLength);
}
