import type { IamraConfig } from '../../../src/core/config/iamra-config.ts';
import { spiffeId } from '../../../src/core/identity/spiffe-id.ts';
import { planInjection } from '../../../src/core/injection/plan-injection.ts';
import { applyPatch } from '../../../src/core/json-patch/apply-patch.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../../src/core/pki/issue-workload-certificate.ts';
import type { ApiServer } from '../../fixtures/api-server.ts';
import { validAround } from '../../fixtures/certificates.ts';
import { injectionSettings, secret } from './healthy-cluster.ts';

/** A pod of a Deployment, injected and running, and the certificate of its ServiceAccount. */
export async function runWorkload(
  api: ApiServer,
  config: IamraConfig,
  ca: IssuedCertificate,
): Promise<void> {
  const account = { namespace: 'default', name: 'web' };
  const now = new Date();
  const leaf = await issueWorkloadCertificate({
    cluster: config.cluster,
    serviceAccount: account,
    issuer: ca,
    ...validAround(now),
  });
  api.put(
    pod(config),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'iamra-web', namespace: 'default' },
      spec: {
        secretName: 'iamra-web',
        uris: [spiffeId(config.cluster, account)],
        issuerRef: { kind: 'ClusterIssuer', name: 'iamra-workload' },
      },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    },
    secret('default', 'iamra-web', leaf.certificatePem),
  );
}

function pod(config: IamraConfig): object {
  const bare = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-5d-abc',
      namespace: 'default',
      labels: { 'pod-template-hash': '5d' },
      annotations: { 'iamra.dev/role-arn': config.roles[0]?.arn ?? '' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d', uid: '1', controller: true },
      ],
    },
    spec: { serviceAccountName: 'web', containers: [{ name: 'app', image: 'app' }] },
    status: {
      phase: 'Running',
      initContainerStatuses: [
        { name: 'iamra-agent', state: { running: { startedAt: new Date().toISOString() } } },
      ],
    },
  };
  const input = { pod: bare, namespace: 'default' };
  const decision = planInjection(input, injectionSettings(config));
  if (decision.kind !== 'inject') throw new Error('the pod was not injected');
  return applyPatch(bare, decision.patch) as object;
}

/**
 * What the agents of all pods answer through the API server's proxy; gives what takes it back.
 * @param counters further lines of their metrics
 */
export function answerAsAgent(
  api: ApiServer,
  readyz: { status: number; body: string },
  counters = '',
): () => void {
  const expiry = Math.floor(Date.now() / 1000) + 3000;
  return api.intercept(({ path }) => {
    const [, asked] = /:9912\/proxy\/(\w+)$/.exec(decodeURIComponent(path)) ?? [];
    if (asked === 'readyz') return readyz;
    if (asked !== 'metrics') return undefined;
    const metric = `iamra_agent_credentials_expiry_timestamp_seconds ${expiry}\n`;
    return { status: 200, body: metric + counters };
  });
}
