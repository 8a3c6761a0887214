import { type KeyObject, randomBytes, type webcrypto } from 'node:crypto';
import type { KeyPair } from './generate-key.ts';
import {
  AuthorityKeyIdentifierExtension,
  type Extension,
  type JsonName,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from './x509.ts';

/** A certificate with its keys. */
export interface IssuedCertificate {
  readonly certificatePem: string;
  readonly keys: KeyPair;
}

export interface CertificateOrder {
  readonly subject: JsonName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keys: KeyPair;
  readonly extensions: readonly Extension[];
  /** Absent for a self-signed certificate. */
  readonly issuer?: IssuedCertificate | undefined;
}

const serialNumberBytes = 16;

/** Signs a certificate with SHA-256, key identifiers included; the serial number is random (RFC 5280). */
export async function issueCertificate(order: CertificateOrder): Promise<IssuedCertificate> {
  const signer = order.issuer?.keys ?? order.keys;
  const issuerName =
    order.issuer === undefined
      ? order.subject
      : new X509Certificate(order.issuer.certificatePem).subjectName.toJSON();
  const publicKey = cryptoKey(order.keys.publicKey, 'verify');
  const certificate = await X509CertificateGenerator.create({
    serialNumber: positiveSerialNumber(),
    subject: order.subject,
    issuer: issuerName,
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    publicKey,
    signingKey: cryptoKey(signer.privateKey, 'sign'),
    signingAlgorithm: algorithmOf(signer.privateKey),
    extensions: [
      ...order.extensions,
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(cryptoKey(signer.publicKey, 'verify')),
    ],
  });
  return { certificatePem: `${certificate.toString('pem')}\n`, keys: order.keys };
}

function positiveSerialNumber(): string {
  const bytes = randomBytes(serialNumberBytes);
  // RFC 5280 §4.1.2.2 wants it positive; the set bit keeps its length fixed.
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function cryptoKey(key: KeyObject, usage: 'sign' | 'verify'): webcrypto.CryptoKey {
  return key.toCryptoKey(algorithmOf(key), true, [usage]);
}

function algorithmOf(key: KeyObject): { name: string; hash: string; namedCurve?: string } {
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const namedCurve = key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'P-384' : 'P-256';
  return { name: 'ECDSA', hash: 'SHA-256', namedCurve };
}
