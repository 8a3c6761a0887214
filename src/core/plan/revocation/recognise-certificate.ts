import {
  formatServiceAccountName,
  type ServiceAccountName,
} from '../../identity/service-account.ts';
import { spiffeId } from '../../identity/spiffe-id.ts';
import type { CertificateFacts } from '../../pki/certificate-facts.ts';
import { formatDistinguishedName } from '../../pki/distinguished-name.ts';
import type { KnownCertificate } from './known-certificate.ts';
import type { RevocationAuthority } from './revocation-authority.ts';

export interface Recognition {
  readonly cluster: string;
  readonly account: ServiceAccountName;
  readonly authorities: readonly RevocationAuthority[];
  readonly now: Date;
}

/** A certificate as that of a ServiceAccount; undefined where it is not, has ended, or no CA of the anchor issued it. */
export function recogniseCertificate(
  facts: CertificateFacts,
  place: string,
  { cluster, account, authorities, now }: Recognition,
): KnownCertificate | undefined {
  if (!facts.alternativeNames.uri.includes(spiffeId(cluster, account))) return undefined;
  if (facts.notAfter < now) return undefined;
  const authority = authorities.find(({ ca }) => hasIssued(ca, facts));
  if (authority === undefined) return undefined;
  return {
    serialNumber: facts.serialNumber,
    issuer: authority.ca.certificate.fingerprint256,
    serviceAccount: account,
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
    seenIn: [place],
  };
}

/** One entry for each certificate, with all places where it was seen. */
export function mergeCertificates(certificates: readonly KnownCertificate[]): KnownCertificate[] {
  const merged = new Map<string, KnownCertificate>();
  for (const certificate of certificates) {
    const key = `${certificate.serialNumber} ${ownerOf(certificate)}`;
    const known = merged.get(key);
    const seenIn = [...new Set([...(known?.seenIn ?? []), ...certificate.seenIn])];
    merged.set(key, { ...(known ?? certificate), seenIn });
  }
  return [...merged.values()];
}

function hasIssued(ca: CertificateFacts, { issuer, certificate }: CertificateFacts): boolean {
  if (formatDistinguishedName(ca.subject) !== formatDistinguishedName(issuer)) return false;
  return certificate.verify(ca.certificate.publicKey);
}

function ownerOf({ serviceAccount }: KnownCertificate): string {
  return serviceAccount === undefined ? '' : formatServiceAccountName(serviceAccount);
}
