import { type KeyObject, sign } from 'node:crypto';
import { derInteger, derSequence, derTime, derValue } from './der.ts';
import type { IssuedCertificate } from './issue-certificate.ts';
import { crlNumberExtension, type RevocationEntry } from './revocation-list.ts';
import { type RevocationReason, revocationReasons } from './revocation-reason.ts';
import {
  AuthorityKeyIdentifierExtension,
  Extension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
} from './x509.ts';

export interface RevocationListOrder {
  /** Signs the list. */
  readonly ca: IssuedCertificate;
  readonly number: bigint;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly Omit<RevocationEntry, 'reason'>[];
}

const version2 = 1n;
const reasonCodeExtension = '2.5.29.21';
const enumeratedTag = 0x0a;
const bitStringTag = 0x03;
const listExtensionsTag = 0xa0;
const characters = 64;

// RFC 5758 §3.2 and RFC 4055 §5.
const ecdsaWithSha256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
const rsaWithSha256 = Buffer.from('300d06092a864886f70d01010b0500', 'hex');

/**
 * A version 2 list, PEM, signed with SHA-256: issuer exactly as in the CA certificate, authority key identifier,
 * number (RFC 5280 §5.1, §5.2). The X.509 library writes empty extensions, which the RFC forbids.
 */
export async function issueRevocationList(order: RevocationListOrder): Promise<string> {
  const ca = new X509Certificate(order.ca.certificatePem);
  const { privateKey } = order.ca.keys;
  const algorithm = algorithmOf(privateKey);
  const toBeSigned = derSequence(
    derInteger(version2),
    algorithm,
    Buffer.from(ca.subjectName.toArrayBuffer()),
    derTime(order.thisUpdate),
    derTime(order.nextUpdate),
    // “If there are no revoked certificates, the list must be absent.”
    ...(order.entries.length === 0 ? [] : [derSequence(...order.entries.map(entry))]),
    derValue(
      listExtensionsTag,
      derSequence(
        await authorityKeyIdentifier(ca),
        extension(crlNumberExtension, derInteger(order.number)),
      ),
    ),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  return pem(derSequence(toBeSigned, algorithm, derValue(bitStringTag, Buffer.of(0), signature)));
}

/** What an entry says of a reason; nothing for `unspecified`, as RFC 5280 §5.3.1 recommends. */
export function reasonExtensions(reason: RevocationReason): Uint8Array[] {
  if (reason === 'unspecified') return [];
  return [
    extension(reasonCodeExtension, derValue(enumeratedTag, Buffer.of(revocationReasons[reason]))),
  ];
}

function entry({ serialNumber, revokedAt, extensions }: Omit<RevocationEntry, 'reason'>): Buffer {
  return derSequence(
    derInteger(BigInt(`0x${serialNumber}`)),
    derTime(revokedAt),
    ...(extensions.length === 0 ? [] : [derSequence(...extensions)]),
  );
}

/** The key identifier that the CA certificate itself has: others may compute it in other ways. */
async function authorityKeyIdentifier(ca: X509Certificate): Promise<Uint8Array> {
  const keyId = ca.getExtension(SubjectKeyIdentifierExtension)?.keyId;
  const { rawData } =
    keyId === undefined
      ? await AuthorityKeyIdentifierExtension.create(ca.publicKey)
      : new AuthorityKeyIdentifierExtension(keyId);
  return Buffer.from(rawData);
}

function extension(type: string, value: Uint8Array): Uint8Array {
  return Buffer.from(new Extension(type, false, value).rawData);
}

function algorithmOf(key: KeyObject): Buffer {
  return key.asymmetricKeyType === 'rsa' ? rsaWithSha256 : ecdsaWithSha256;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(new RegExp(`.{1,${characters}}`, 'g')) ?? [];
  return `-----BEGIN X509 CRL-----\n${lines.join('\n')}\n-----END X509 CRL-----\n`;
}
