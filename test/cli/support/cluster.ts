import { onTestFinished } from 'vitest';
import { type ApiServer, startApiServer } from '../../fixtures/api-server.ts';

/** An API server that ends with the test, and the environment in which the program takes it for the user's cluster. */
export interface LoopbackCluster {
  readonly api: ApiServer;
  readonly environment: Readonly<Record<string, string>>;
}

export async function loopbackCluster(...objects: readonly object[]): Promise<LoopbackCluster> {
  const api = await startApiServer();
  onTestFinished(() => api.stop());
  api.put(...objects);
  return { api, environment: { KUBECONFIG: api.kubeconfig } };
}

/** cert-manager's Deployments and kinds as its chart makes them. */
export function certManager(namespace = 'cert-manager'): object[] {
  return [
    ...['certificates', 'certificaterequests', 'issuers', 'clusterissuers'].map((plural) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.cert-manager.io` },
    })),
    deployment(namespace, 'cert-manager', {
      component: 'controller',
      args: ['--v=2', '--cluster-resource-namespace=$(POD_NAMESPACE)'],
    }),
    deployment(namespace, 'cert-manager-cainjector', { component: 'cainjector', args: ['--v=2'] }),
    deployment(namespace, 'cert-manager-webhook', { component: 'webhook', args: ['--v=2'] }),
  ];
}

function deployment(
  namespace: string,
  name: string,
  { component, args }: { component: string; args: string[] },
): object {
  const app = component === 'controller' ? 'cert-manager' : component;
  const labels = { 'app.kubernetes.io/name': app, 'app.kubernetes.io/component': component };
  const env = [
    { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: { replicas: 1, template: { spec: { containers: [{ name, args, env }] } } },
    status: { replicas: 1, readyReplicas: 1, availableReplicas: 1 },
  };
}

/** Fills in the caBundle of webhook configurations, as cainjector does, from now on. */
export function injectCaBundles({ api }: LoopbackCluster): void {
  const folder = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/';
  api.intercept(({ method, path }) => {
    const object = path.startsWith(folder)
      ? api.get('MutatingWebhookConfiguration', path.slice(folder.length))
      : undefined;
    if (method !== 'GET' || object === undefined) return undefined;
    const { webhooks } = object as unknown as { webhooks: { clientConfig: object }[] };
    const filled = webhooks.map((webhook) => ({
      ...webhook,
      clientConfig: { ...webhook.clientConfig, caBundle: 'Y2E=' },
    }));
    return { status: 200, body: { ...object, webhooks: filled } };
  });
}

/** What cert-manager leaves of the chart's CA: a Certificate and two requests, the later one issued last. */
export function chartCa(certificatePem: string): object[] {
  const request = (revision: string, status: object): object => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'CertificateRequest',
    metadata: {
      name: `ca-${revision}`,
      namespace: 'cert-manager',
      annotations: {
        'cert-manager.io/certificate-name': 'ca',
        'cert-manager.io/certificate-revision': revision,
      },
    },
    status,
  });
  return [
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'ca', namespace: 'cert-manager' },
      spec: { secretName: 'iamra-workload-ca' },
    },
    request('9', { certificate: Buffer.from('an older one').toString('base64') }),
    request('10', { certificate: Buffer.from(certificatePem).toString('base64') }),
    request('11', {}),
  ];
}
