import { generateKey, type KeyKind } from './generate-key.ts';
import { type IssuedCertificate, issueCertificate } from './issue-certificate.ts';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from './x509.ts';

export interface ServerCertificateOrder {
  /** DNS names and IP addresses that clients use; the first one becomes the common name too. */
  readonly names: readonly [string, ...string[]];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyKind?: KeyKind;
  readonly issuer: IssuedCertificate;
}

const ipAddress = /^[\d.]+$|:/;
const longestCommonName = 64;

/** A certificate for a TLS server, as cert-manager issues one to the webhook. */
export function issueServerCertificate(order: ServerCertificateOrder): Promise<IssuedCertificate> {
  return issueCertificate({
    subject: [{ CN: [order.names[0].slice(0, longestCommonName)] }],
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    keys: generateKey(order.keyKind),
    issuer: order.issuer,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        order.names.map((value) => ({ type: ipAddress.test(value) ? 'ip' : 'dns', value })),
      ),
    ],
  });
}
