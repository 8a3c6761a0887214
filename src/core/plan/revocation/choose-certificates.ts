import { formatServiceAccountName } from '../../identity/service-account.ts';
import type { KnownCertificate } from './known-certificate.ts';
import type { RevocationAuthority } from './revocation-authority.ts';

/** Which certificates a run revokes, and which it leaves. */
export interface ChosenCertificates {
  readonly revoke: readonly KnownCertificate[];
  /** They took the place of revoked ones just now. */
  readonly replacements: readonly KnownCertificate[];
}

/**
 * How long a new certificate counts as what replaced a revoked one: a run that is repeated then must not revoke it
 * too. Sessions live no longer in most accounts, so it is the same affair.
 */
const replacementMilliseconds = 60 * 60 * 1000;

/** Leaves out what was issued to a ServiceAccount after its last revocation, if that was within the hour. */
export function chooseCertificates(
  certificates: readonly KnownCertificate[],
  authorities: readonly RevocationAuthority[],
  now: Date,
): ChosenCertificates {
  const isReplacement = (certificate: KnownCertificate): boolean => {
    const revokedAt = lastRevocation(certificate, certificates, authorities);
    if (revokedAt === undefined || certificate.notBefore === undefined) return false;
    const isNew = certificate.notBefore >= revokedAt;
    return isNew && now.getTime() - revokedAt.getTime() < replacementMilliseconds;
  };
  return {
    revoke: certificates.filter((certificate) => !isReplacement(certificate)),
    replacements: certificates.filter(isReplacement),
  };
}

/** When the last of some certificates was revoked; undefined where none is. */
export function lastRevocationOf(
  certificates: readonly KnownCertificate[],
  authorities: readonly RevocationAuthority[],
): Date | undefined {
  const serialNumbers = new Set(certificates.map(({ serialNumber }) => serialNumber));
  const moments = authorities
    .flatMap(({ lists }) => lists.flatMap(({ content }) => content.entries))
    .filter((entry) => serialNumbers.has(entry.serialNumber))
    .map(({ revokedAt }) => revokedAt.getTime());
  return moments.length === 0 ? undefined : new Date(Math.max(...moments));
}

/** When another certificate of the same ServiceAccount was last revoked. */
function lastRevocation(
  certificate: KnownCertificate,
  certificates: readonly KnownCertificate[],
  authorities: readonly RevocationAuthority[],
): Date | undefined {
  const { serviceAccount } = certificate;
  if (serviceAccount === undefined) return undefined;
  if (lastRevocationOf([certificate], authorities) !== undefined) return undefined;
  const name = formatServiceAccountName(serviceAccount);
  const others = certificates.filter(
    (other) =>
      other.serviceAccount !== undefined && formatServiceAccountName(other.serviceAccount) === name,
  );
  return lastRevocationOf(others, authorities);
}
