import type { DistinguishedName } from './distinguished-name.ts';
import { distinguishedName } from './distinguished-name.ts';
import { X509Crl } from './x509.ts';

/** A certificate revocation list (RFC 5280 §5): who issued it and what it revokes. */
export interface RevocationList {
  readonly issuer: DistinguishedName;
  /** Serial numbers as in `CertificateFacts`. */
  readonly revoked: ReadonlySet<string>;
}

/** Reads a PEM list; gives undefined for what is none. */
export function parseRevocationList(pem: string): RevocationList | undefined {
  if (!pem.includes('-----BEGIN X509 CRL-----')) return undefined;
  try {
    const list = new X509Crl(pem);
    // RFC 5280 §5.1.2.5 demands it, and the library loses the entries of a list without.
    if (list.nextUpdate === undefined) return undefined;
    return {
      issuer: distinguishedName(list.issuerName.toJSON()),
      revoked: new Set(list.entries.map((entry) => withoutSignByte(entry.serialNumber))),
    };
  } catch {
    return undefined;
  }
}

function withoutSignByte(serialNumber: string): string {
  const digits = BigInt(`0x${serialNumber}`).toString(16);
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}
