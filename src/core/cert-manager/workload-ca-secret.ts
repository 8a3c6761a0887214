import { privateKeyPem } from '../pki/generate-key.ts';
import type { IssuedCertificate } from '../pki/issue-certificate.ts';
import { splitPem } from '../pki/split-pem.ts';

/** Holds certificate and key of the CA that signs workloads, in cert-manager's cluster resource namespace. */
export const workloadCaSecretName = 'iamra-workload-ca';

/** A Secret, as far as it is looked at. */
export interface CaSecret {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** Base64 */
  readonly data?: Readonly<Record<string, string>>;
}

const managedBy = 'app.kubernetes.io/managed-by';

/** Who made a Secret: `iamra init`, cert-manager for a Certificate, such as the chart's own, or somebody else. */
export function makerOf({ metadata }: CaSecret): 'iamra' | 'cert-manager' | 'other' {
  if (metadata.labels?.[managedBy] === 'iamra') return 'iamra';
  const isIssued = metadata.annotations?.['cert-manager.io/certificate-name'] !== undefined;
  return isIssued ? 'cert-manager' : 'other';
}

/** Whether it is of the chart's own Certificate, whose name is the Secret's. */
export function isOfChart(secret: CaSecret): boolean {
  const name = secret.metadata.annotations?.['cert-manager.io/certificate-name'];
  return makerOf(secret) === 'cert-manager' && name === workloadCaSecretName;
}

/** The CA certificate in a Secret, PEM; undefined where there is none. */
export function certificateOf({ data }: CaSecret): string | undefined {
  const text = Buffer.from(data?.['tls.crt'] ?? '', 'base64').toString();
  return splitPem(text)[0];
}

export interface NewCaSecret extends Required<CaSecret> {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly type: 'kubernetes.io/tls';
}

/** The Secret that cert-manager's CA issuer takes. */
export function workloadCaSecret(
  namespace: string,
  ca: IssuedCertificate,
  name = workloadCaSecretName,
): NewCaSecret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: { [managedBy]: 'iamra' },
    },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': base64(ca.certificatePem),
      'tls.key': base64(privateKeyPem(ca.keys.privateKey)),
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
