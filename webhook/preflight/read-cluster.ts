import type { CaSecret } from '../../src/core/checks/ca-secret.ts';
import type {
  CertManagerState,
  DeploymentState,
  IssuerState,
} from '../../src/core/checks/cluster-facts.ts';
import { eksWebhookConfiguration } from '../../src/core/checks/eks-webhook.ts';
import { ApiError, isNotFound } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import type { KubeObject } from '../kube/kube-object.ts';
import { resources } from '../kube/resource.ts';
import type { IssuerReference, PreflightConfig } from './preflight-config.ts';

const kinds = ['Certificate', 'CertificateRequest', 'Issuer', 'ClusterIssuer'];
// As cert-manager's chart names it, unless told otherwise.
const usualNamespace = 'cert-manager';

/** The release of the API server: `v1.36.3`. */
export async function readVersion(client: KubeClient, signal: AbortSignal): Promise<string> {
  const { gitVersion } = (await client.read('/version', { signal })) as { gitVersion: string };
  return gitVersion;
}

/** Which kinds of cert-manager the API server lacks, and whether its controller runs. */
export async function readCertManager(
  client: KubeClient,
  signal: AbortSignal,
): Promise<CertManagerState> {
  const found = await unlessMissing(client.read('/apis/cert-manager.io/v1', { signal }));
  const served = (found as { resources?: ReadonlyArray<{ kind: string }> } | undefined)?.resources;
  const names = new Set(served?.map(({ kind }) => kind));
  return {
    missingKinds: kinds.filter((kind) => !names.has(kind)),
    controllers: await readDeployments(client, 'cert-manager', 'cert-manager', signal),
  };
}

/**
 * The Deployments with a label app.kubernetes.io/name, wherever they are; for those who may not list
 * them, the one that usually has it.
 */
export async function readDeployments(
  client: KubeClient,
  label: string,
  usualName: string,
  signal: AbortSignal,
): Promise<DeploymentState[]> {
  const labelSelector = `app.kubernetes.io/name=${label}`;
  try {
    const { items } = await client.list<Deployment>(resources.deployments, {
      labelSelector,
      signal,
    });
    return items.map(stateOf);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) throw error;
    const place = { namespace: usualNamespace, name: usualName };
    const found = await unlessMissing(
      client.get<Deployment>(resources.deployments, place, { signal }),
    );
    return found === undefined ? [] : [stateOf(found)];
  }
}

/** Whether an issuer exists and is ready. */
export async function readIssuer(
  client: KubeClient,
  { kind, name, namespace, value }: IssuerReference,
  signal: AbortSignal,
): Promise<IssuerState> {
  const resource = kind === 'Issuer' ? resources.issuers : resources.clusterIssuers;
  const found = await unlessMissing(client.get<Issuer>(resource, { namespace, name }, { signal }));
  const option = namespace === undefined ? '' : `--namespace ${namespace} `;
  const place = namespace === undefined ? '' : `${namespace}/`;
  return {
    name: `${kind} ${place}${name} (${value})`,
    inspect: `kubectl ${option}describe ${kind.toLowerCase()} ${name}`,
    ...readinessOf(found),
  };
}

function readinessOf(issuer: Issuer | undefined): Pick<IssuerState, 'state' | 'message'> {
  if (issuer === undefined) return { state: 'missing' };
  const ready = issuer.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return { state: 'ready' };
  return { state: 'not-ready', message: ready?.message };
}

/** Whether EKS' own webhook for IRSA is configured. */
export async function hasEksWebhook(client: KubeClient, signal: AbortSignal): Promise<boolean> {
  const resource = resources.mutatingWebhookConfigurations;
  const place = { name: eksWebhookConfiguration };
  return (await unlessMissing(client.get(resource, place, { signal }))) !== undefined;
}

/** The Secret with the CA that is to sign. */
export async function readCaSecret(
  client: KubeClient,
  { namespace, name }: NonNullable<PreflightConfig['caSecret']>,
  signal: AbortSignal,
): Promise<CaSecret> {
  const found = await unlessMissing(
    client.get<Secret>(resources.secrets, { namespace, name }, { signal }),
  );
  return {
    name: `${namespace}/${name}`,
    data: found === undefined ? undefined : (found.data ?? {}),
  };
}

interface Deployment extends KubeObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}

interface Issuer extends KubeObject {
  readonly status?: {
    readonly conditions?: ReadonlyArray<{ type: string; status: string; message?: string }>;
  };
}

interface Secret extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

function stateOf({ metadata, spec, status }: Deployment): DeploymentState {
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    wanted: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
  };
}

async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
