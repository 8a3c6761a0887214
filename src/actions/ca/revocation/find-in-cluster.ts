import { IamraError } from '../../../core/errors/iamra-error.ts';
import type { ServiceAccountName } from '../../../core/identity/service-account.ts';
import { spiffeId } from '../../../core/identity/spiffe-id.ts';
import { certificateSecretName } from '../../../core/injection/certificate-secret-name.ts';
import { type CertificateFacts, readCertificates } from '../../../core/pki/certificate-facts.ts';
import type { CertificateToReplace } from '../../../core/plan/revocation/revocation-step.ts';
import type { Kube, KubeObject } from '../../../kube/kube.ts';

/** A certificate, and where it lies. */
export interface FoundCertificate {
  readonly facts: CertificateFacts;
  readonly place: string;
}

export interface ClusterCertificates {
  readonly found: readonly FoundCertificate[];
  /** Certificates of cert-manager, each with what its Secret holds now. */
  readonly holders: readonly CertificateToReplace[];
}

interface Certificate extends KubeObject {
  readonly spec?: { readonly secretName?: string; readonly uris?: readonly string[] };
  readonly status?: {
    readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string }>;
  };
}

interface CertificateRequest extends KubeObject {
  /** Base64 of PEM. */
  readonly status?: { readonly certificate?: string };
}

interface Secret extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

const certManager = 'cert-manager.io/v1';

/** The certificates of a ServiceAccount's namespace that may be its: from Secrets and from CertificateRequests. */
export async function findInCluster(
  kube: Kube,
  cluster: string,
  { namespace, name }: ServiceAccountName,
): Promise<ClusterCertificates> {
  const query = { apiVersion: certManager, namespace };
  const identity = spiffeId(cluster, { namespace, name });
  const certificates = (await kube.list<Certificate>({ ...query, kind: 'Certificate' })).filter(
    ({ spec }) => spec?.uris?.includes(identity) === true,
  );
  const requests = await kube.list<CertificateRequest>({ ...query, kind: 'CertificateRequest' });
  const secretNames = new Set([certificateSecretName(name), ...certificates.map(secretNameOf)]);
  const secrets = new Map<string, CertificateFacts>();
  for (const secretName of secretNames) {
    const facts = await readSecret(kube, namespace, secretName);
    if (facts !== undefined) secrets.set(secretName, facts);
  }
  return {
    found: [
      ...[...secrets].map(([secretName, facts]) => ({
        facts,
        place: `Secret ${namespace}/${secretName}`,
      })),
      ...requests.flatMap((request) => fromRequest(request)),
    ],
    holders: certificates.flatMap((certificate) => holderOf(certificate, secrets)),
  };
}

/** What the Secret of a Certificate holds now; undefined where there is none. */
export async function readSecret(
  kube: Kube,
  namespace: string,
  name: string,
): Promise<CertificateFacts | undefined> {
  const secret = await kube.get<Secret>({ apiVersion: 'v1', kind: 'Secret', name, namespace });
  return leafOf(secret?.data?.['tls.crt'] ?? '');
}

function fromRequest({ metadata, status }: CertificateRequest): FoundCertificate[] {
  const facts = leafOf(status?.certificate ?? '');
  const place = `CertificateRequest ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
  return facts === undefined ? [] : [{ facts, place }];
}

function holderOf(
  certificate: Certificate,
  secrets: ReadonlyMap<string, CertificateFacts>,
): CertificateToReplace[] {
  const secretName = secretNameOf(certificate);
  const facts = secrets.get(secretName);
  if (facts === undefined) return [];
  const { namespace = '', name = '' } = certificate.metadata;
  const conditions = certificate.status?.conditions ?? [];
  const isIssuing = conditions.some(({ type, status }) => type === 'Issuing' && status === 'True');
  return [{ namespace, name, secretName, serialNumber: facts.serialNumber, isIssuing }];
}

function secretNameOf({ spec }: Certificate): string {
  return spec?.secretName ?? '';
}

/** Whatever else may be in a Secret of that name, it keeps nobody from revoking. */
function leafOf(base64: string): CertificateFacts | undefined {
  try {
    return readCertificates(Buffer.from(base64, 'base64').toString())[0];
  } catch (error) {
    if (IamraError.is(error)) return undefined;
    throw error;
  }
}
