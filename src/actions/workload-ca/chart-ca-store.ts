import {
  certificateOf,
  makerOf,
  workloadCaSecretName,
} from '../../core/cert-manager/workload-ca-secret.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import type { CaStore } from './ca-store.ts';
import { getCaSecret } from './secret-ca-store.ts';

interface Certificate extends KubeObject {
  readonly spec: { readonly secretName: string };
}

interface CertificateRequest extends KubeObject {
  /** Base64 of PEM */
  readonly status?: { readonly certificate?: string };
}

const certManager = 'cert-manager.io/v1';

/** The CA that the chart has cert-manager make (`workloadIssuer.ca: selfSigned`); read only. */
export function chartCaStore(kube: Kube, namespace: string): CaStore {
  const place = `Secret ${namespace}/${workloadCaSecretName} of context ${kube.context}, made by cert-manager for the chart`;
  return {
    place,
    read: async () => {
      const found =
        (await certificateOfRequests(kube, namespace)) ??
        (await certificateOfSecret(kube, namespace));
      if (found !== undefined) return found;
      throw new IamraError(
        'IAMRA116',
        `cert-manager has made no CA for the chart in ${namespace}.`,
        {
          fix: 'install the chart with workloadIssuer.ca=selfSigned first, or leave out --ca cluster',
        },
      );
    },
    write: () => Promise.reject(new Error('the CA of the chart is cert-manager’s to make')),
  };
}

/** What cert-manager issued, as its requests keep it: the key is not fetched at all. */
async function certificateOfRequests(kube: Kube, namespace: string): Promise<string | undefined> {
  const query = { apiVersion: certManager, namespace };
  const certificates = await kube.list<Certificate>({ ...query, kind: 'Certificate' });
  const ours = certificates.find(({ spec }) => spec.secretName === workloadCaSecretName);
  if (ours === undefined) return undefined;
  const requests = await kube.list<CertificateRequest>({ ...query, kind: 'CertificateRequest' });
  const [latest] = requests
    .filter((request) => annotation(request, 'certificate-name') === ours.metadata.name)
    .filter(({ status }) => status?.certificate !== undefined)
    .sort((one, other) => revision(other) - revision(one));
  const issued = latest?.status?.certificate;
  return issued === undefined
    ? undefined
    : certificateOf({ metadata: {}, data: { 'tls.crt': issued } });
}

/** After a restore from a backup the requests may be gone. */
async function certificateOfSecret(kube: Kube, namespace: string): Promise<string | undefined> {
  const secret = await getCaSecret(kube, namespace);
  return secret !== undefined && makerOf(secret) === 'cert-manager'
    ? certificateOf(secret)
    : undefined;
}

function annotation({ metadata }: KubeObject, key: string): string | undefined {
  return metadata.annotations?.[`cert-manager.io/${key}`];
}

function revision(request: KubeObject): number {
  return Number(annotation(request, 'certificate-revision') ?? 0);
}
