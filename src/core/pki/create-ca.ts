import { generateKey, type KeyKind } from './generate-key.ts';
import { type IssuedCertificate, issueCertificate } from './issue-certificate.ts';
import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension } from './x509.ts';

export interface CaOrder {
  readonly cluster: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyKind?: KeyKind;
  /** How many CAs may stand below; 0 where absent, so that no leaf's holder can make one. */
  readonly pathLength?: number;
  /** Goes into the subject as OU, so that a CA and the one after it differ by name; absent for the first. */
  readonly generation?: string;
  /** The CA above, for an intermediate. */
  readonly issuer?: IssuedCertificate;
}

/** A CA that Roles Anywhere takes as trust anchor: CA:TRUE, keyCertSign, cRLSign, SHA-256. */
export function createCa(order: CaOrder): Promise<IssuedCertificate> {
  return issueCertificate({
    subject: [
      { CN: [`iamra workload CA ${order.cluster}`.slice(0, 64)] },
      ...(order.generation === undefined ? [] : [{ OU: [order.generation] }]),
      { O: [order.cluster] },
    ],
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    keys: generateKey(order.keyKind),
    issuer: order.issuer,
    extensions: [
      new BasicConstraintsExtension(true, order.pathLength ?? 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
}
