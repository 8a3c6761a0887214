import type { DistinguishedName } from './distinguished-name.ts';
import { distinguishedName } from './distinguished-name.ts';
import {
  AuthorityKeyIdentifierExtension,
  type Extension,
  X509Crl,
  type X509CrlEntry,
  X509CrlReason,
} from './x509.ts';

/** One certificate that a list revokes. */
export interface RevocationEntry {
  /** As in `CertificateFacts`. */
  readonly serialNumber: string;
  readonly revokedAt: Date;
  /** A name of RFC 5280 §5.3.1: `keyCompromise`; `unspecified` where the list gives none. */
  readonly reason: string;
  /** DER of its extensions, the reason included. */
  readonly extensions: readonly Uint8Array[];
}

/** A certificate revocation list (RFC 5280 §5): who issued it and what it revokes. */
export interface RevocationList {
  readonly issuer: DistinguishedName;
  /** Grows with each list of an issuer; undefined where the list has none. */
  readonly number: bigint | undefined;
  /** Of the key that signed it, hex. */
  readonly authorityKeyId: string | undefined;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly RevocationEntry[];
  /** Serial numbers of the entries. */
  readonly revoked: ReadonlySet<string>;
  /** Object identifiers of extensions that nobody may ignore, of list and entries: deltas, indirect lists. */
  readonly criticalExtensions: readonly string[];
  /** What the signature is over, and the signature. */
  readonly signed: { readonly content: Buffer; readonly signature: Buffer; readonly hash: string };
}

export const crlNumberExtension = '2.5.29.20';

// AWS takes lists of 300,000 characters; the library stops at 10,000 values.
const parseOptions = { berOptions: { maxNodes: 150_000 } };

// Others may write codes that the RFC does not have.
const reasonNames: Readonly<Record<number, string | undefined>> = X509CrlReason;

/** Reads a PEM list; gives undefined for what is none. */
export function parseRevocationList(pem: string): RevocationList | undefined {
  if (!pem.includes('-----BEGIN X509 CRL-----')) return undefined;
  try {
    return read(new SignedCrl(pem, parseOptions));
  } catch {
    return undefined;
  }
}

function read(list: SignedCrl): RevocationList | undefined {
  const { nextUpdate } = list;
  // RFC 5280 §5.1.2.5 demands it, and the library loses the entries of a list without.
  if (nextUpdate === undefined) return undefined;
  const algorithm: { readonly hash?: { readonly name: string } } = list.signatureAlgorithm;
  const all = [...list.extensions, ...list.entries.flatMap(({ extensions }) => extensions)];
  const entries = list.entries.map(readEntry);
  return {
    issuer: distinguishedName(list.issuerName.toJSON()),
    number: numberOf(list.getExtension(crlNumberExtension)),
    authorityKeyId: list.getExtension(AuthorityKeyIdentifierExtension)?.keyId,
    thisUpdate: list.thisUpdate,
    nextUpdate,
    entries,
    revoked: new Set(entries.map(({ serialNumber }) => serialNumber)),
    criticalExtensions: all.filter(({ critical }) => critical).map(({ type }) => type),
    signed: {
      content: list.signedContent,
      signature: list.signatureBytes,
      hash: algorithm.hash?.name ?? '',
    },
  };
}

function readEntry(entry: X509CrlEntry): RevocationEntry {
  return {
    serialNumber: withoutSignByte(entry.serialNumber),
    revokedAt: entry.revocationDate,
    reason: reasonNames[entry.reason ?? X509CrlReason.unspecified] ?? 'unspecified',
    extensions: entry.extensions.map(({ rawData }) => Buffer.from(rawData)),
  };
}

/** The value is an INTEGER of 20 octets at most: one octet each for its tag and its length. */
function numberOf(extension: Extension | null): bigint | undefined {
  if (extension === null) return undefined;
  return BigInt(`0x${Buffer.from(extension.value).subarray(2).toString('hex')}`);
}

function withoutSignByte(serialNumber: string): string {
  const digits = BigInt(`0x${serialNumber}`).toString(16);
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

/** The library keeps to itself what the signature is over. */
class SignedCrl extends X509Crl {
  get signedContent(): Buffer {
    const { tbsCertListRaw } = this.asn;
    return tbsCertListRaw === undefined ? Buffer.of() : Buffer.from(tbsCertListRaw);
  }

  get signatureBytes(): Buffer {
    return Buffer.from(this.asn.signature);
  }
}
