import { X509Certificate } from 'node:crypto';
import { IamraError } from '../errors/iamra-error.ts';
import { type AlternativeNames, alternativeNames } from './alternative-names.ts';
import { type DistinguishedName, distinguishedName } from './distinguished-name.ts';
import { splitPem } from './split-pem.ts';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate as ParsedCertificate,
} from './x509.ts';

export type KeyUsage = keyof typeof KeyUsageFlags;

/** What a certificate says, as far as Roles Anywhere looks at it (RFC 5280). */
export interface CertificateFacts {
  /** 1, 2 or 3. */
  readonly version: number;
  /** Lower-case hex, two digits a byte, without a sign byte. */
  readonly serialNumber: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isCa: boolean;
  /** How many CAs may stand between this one and a leaf; undefined: any number. */
  readonly pathLength: number | undefined;
  /** Undefined where the extension is absent. */
  readonly keyUsages: readonly KeyUsage[] | undefined;
  /** `SHA-256`; undefined for an algorithm without a separate hash. */
  readonly signatureHash: string | undefined;
  readonly alternativeNames: AlternativeNames;
  /** The certificate itself, for its key and signature. */
  readonly certificate: X509Certificate;
}

/**
 * Reads a certificate, PEM or DER.
 * @throws {IamraError} IAMRA402 for what is none
 */
export function readCertificate(encoded: string | Buffer): CertificateFacts {
  try {
    const certificate = new X509Certificate(encoded);
    return factsOf(certificate, new VersionedCertificate(certificate.raw));
  } catch (cause) {
    throw new IamraError('IAMRA402', 'The text is not an X.509 certificate.', { cause });
  }
}

/** The certificates of a PEM file, in its order. @throws {IamraError} IAMRA402 for a damaged one */
export function readCertificates(pem: string): CertificateFacts[] {
  return splitPem(pem).map((block) => readCertificate(block));
}

function factsOf(certificate: X509Certificate, parsed: VersionedCertificate): CertificateFacts {
  const constraints = parsed.getExtension(BasicConstraintsExtension);
  const algorithm: { readonly hash?: { readonly name: string } } = parsed.signatureAlgorithm;
  return {
    version: parsed.version,
    serialNumber: certificate.serialNumber.toLowerCase(),
    subject: distinguishedName(parsed.subjectName.toJSON()),
    issuer: distinguishedName(parsed.issuerName.toJSON()),
    notBefore: parsed.notBefore,
    notAfter: parsed.notAfter,
    isCa: constraints?.ca ?? false,
    pathLength: constraints?.pathLength,
    keyUsages: keyUsagesOf(parsed),
    signatureHash: algorithm.hash?.name,
    alternativeNames: alternativeNames(parsed),
    certificate,
  };
}

function keyUsagesOf(parsed: ParsedCertificate): readonly KeyUsage[] | undefined {
  const usages = parsed.getExtension(KeyUsagesExtension)?.usages;
  if (usages === undefined) return undefined;
  const names = Object.keys(KeyUsageFlags).filter((key): key is KeyUsage => !/^\d/.test(key));
  return names.filter((key) => (usages & KeyUsageFlags[key]) !== 0);
}

/** The library keeps the version to itself. */
class VersionedCertificate extends ParsedCertificate {
  get version(): number {
    return this.asn.tbsCertificate.version + 1;
  }
}
