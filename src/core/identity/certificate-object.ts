import { createHash } from 'node:crypto';
import { certificateSecretName } from '../injection/certificate-secret-name.ts';
import { commonName } from './common-name.ts';
import type { ServiceAccountName } from './service-account.ts';
import { spiffeId } from './spiffe-id.ts';

/** What decides about the certificates of all ServiceAccounts. */
export interface Issuance {
  /** The cluster's name in each identity. */
  readonly cluster: string;
  /** The ClusterIssuer that signs. */
  readonly issuer: string;
}

/** A cert-manager Certificate, as far as iamra fills it in. */
export interface CertificateObject {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Certificate';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

export const managedByLabel = 'app.kubernetes.io/managed-by';
export const managedByValue = 'iamra';
/** Names the ServiceAccount of a Certificate, for people and selectors. */
const serviceAccountLabel = 'iamra.dev/serviceaccount';

const longestLabel = 63;
const hashLength = 10;

/** The Certificate of a ServiceAccount; its URI is the one authority in it. */
export function certificateObject(
  account: ServiceAccountName,
  { cluster, issuer }: Issuance,
): CertificateObject {
  const name = certificateSecretName(account.name);
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: {
      name,
      namespace: account.namespace,
      labels: {
        [managedByLabel]: managedByValue,
        [serviceAccountLabel]: labelValue(account.name),
      },
    },
    spec: {
      secretName: name,
      commonName: commonName(account),
      subject: { organizations: [cluster] },
      uris: [spiffeId(cluster, account)],
      usages: ['digital signature', 'client auth'],
      // As cert-manager itself writes durations: what is there and what is wanted can be compared.
      duration: '24h0m0s',
      renewBefore: '8h0m0s',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
    },
  };
}

function labelValue(name: string): string {
  if (name.length <= longestLabel) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, hashLength);
  return `${name.slice(0, longestLabel - hashLength - 1)}-${hash}`;
}
