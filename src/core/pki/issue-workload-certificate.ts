import { commonName } from '../identity/common-name.ts';
import type { ServiceAccountName } from '../identity/service-account.ts';
import { spiffeId } from '../identity/spiffe-id.ts';
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

export interface WorkloadCertificateOrder {
  readonly cluster: string;
  readonly serviceAccount: ServiceAccountName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyKind?: KeyKind;
  readonly issuer: IssuedCertificate;
}

/** The certificate that cert-manager issues to a ServiceAccount in a cluster, made without one. */
export function issueWorkloadCertificate(
  order: WorkloadCertificateOrder,
): Promise<IssuedCertificate> {
  const identity = spiffeId(order.cluster, order.serviceAccount);
  return issueCertificate({
    subject: [{ CN: [commonName(order.serviceAccount)] }, { O: [order.cluster] }],
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    keys: generateKey(order.keyKind),
    issuer: order.issuer,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      new SubjectAlternativeNameExtension([{ type: 'url', value: identity }]),
    ],
  });
}
