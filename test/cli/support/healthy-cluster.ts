import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { IamraConfig } from '../../../src/core/config/iamra-config.ts';
import { defaultSettings } from '../../../src/core/injection/default-settings.ts';
import type { InjectionSettings } from '../../../src/core/injection/injection-settings.ts';
import { planInjection } from '../../../src/core/injection/plan-injection.ts';
import { applyPatch } from '../../../src/core/json-patch/apply-patch.ts';
import { privateKeyPem } from '../../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { issueServerCertificate } from '../../../src/core/pki/issue-server-certificate.ts';
import { type ApiServer, type Interceptor, startApiServer } from '../../fixtures/api-server.ts';
import type { ApiAnswer, ApiCall } from '../../fixtures/api-server-answers.ts';
import { usualKinds } from '../../fixtures/api-server-kinds.ts';
import { makeCa, validAround } from '../../fixtures/certificates.ts';
import { certManager, type LoopbackCluster } from './cluster.ts';

const system = 'iamra-system';
const service = 'iamra-injector-webhook';
const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
const certManagerVersion = 'cert-manager.io/v1';
const admission = 'admissionregistration.k8s.io/v1';

export interface BareCluster extends LoopbackCluster {
  /** Ends cainjector, as if it were scaled to 0. */
  readonly stopCainjector: () => void;
  /** Answers so from now on where somebody makes a pod. */
  readonly refusePods: (answer: ApiAnswer) => void;
}

/** A cluster with cert-manager and nothing else, whose cainjector works. */
export async function bareCluster(): Promise<BareCluster> {
  const endpointSlice = {
    ...{ group: 'discovery.k8s.io', version: 'v1', kind: 'EndpointSlice' },
    ...{ plural: 'endpointslices', namespaced: true },
  };
  const api = await startApiServer([...usualKinds, endpointSlice]);
  onTestFinished(() => api.stop());
  api.put(...certManager(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
  const stop = api.intercept(fillIn(api));
  const stopCainjector = (): void => {
    stop();
    const deployment = api.get('Deployment', 'cert-manager/cert-manager-cainjector');
    api.put({ ...deployment, spec: { replicas: 0 }, status: {} });
  };
  const refusal: { answer?: ApiAnswer } = {};
  // The first to answer wins, so this one comes before the webhook.
  api.intercept((call) => (isNewPod(call) ? refusal.answer : undefined));
  const refusePods = (answer: ApiAnswer): void => {
    refusal.answer = answer;
  };
  return { api, environment: { KUBECONFIG: api.kubeconfig }, stopCainjector, refusePods };
}

/** Shows a caBundle in each configuration that asks for the API server's. */
function fillIn(api: ApiServer): Interceptor {
  const folder = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/';
  return ({ method, path }) => {
    if (method !== 'GET' || !path.startsWith(folder)) return undefined;
    const found = api.get('MutatingWebhookConfiguration', path.slice(folder.length));
    const asks = found?.metadata.annotations?.['cert-manager.io/inject-apiserver-ca'] === 'true';
    if (!asks) return undefined;
    const { webhooks } = found as unknown as { webhooks: { clientConfig: object }[] };
    const filled = webhooks.map((webhook) => ({
      ...webhook,
      clientConfig: { ...webhook.clientConfig, caBundle: base64('CA') },
    }));
    return { status: 200, body: { ...found, webhooks: filled } };
  };
}

/** Puts into a cluster what the chart would, for what `init` has made: all as it should be. */
export async function installIamra({ api }: LoopbackCluster, config: IamraConfig): Promise<void> {
  const now = new Date();
  const ca = await makeCa(now, { name: 'webhook' });
  const leaf = await issueServerCertificate({
    names: [`${service}.${system}.svc`],
    issuer: ca,
    ...validAround(now),
  });
  const port = await serveTls(leaf);
  api.put(
    webhookConfiguration(ca.certificatePem),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service, namespace: system },
      spec: { clusterIP: '127.0.0.1', ports: [{ port }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      addressType: 'IPv4',
      metadata: {
        name: `${service}-1`,
        namespace: system,
        labels: { 'kubernetes.io/service-name': service },
      },
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
    },
    secret(system, service, leaf.certificatePem),
    ...issuers(),
    ...policies(),
    ...settings(config),
  );
  api.intercept(admitPods(config));
}

async function serveTls({ certificatePem, keys }: IssuedCertificate): Promise<number> {
  const server = createServer({ cert: certificatePem, key: privateKeyPem(keys.privateKey) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function webhookConfiguration(ca: string): object {
  return {
    apiVersion: admission,
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'iamra-injector' },
    webhooks: [
      {
        name: 'pod.credentials.iamra.dev',
        failurePolicy: 'Fail',
        sideEffects: 'NoneOnDryRun',
        admissionReviewVersions: ['v1'],
        clientConfig: { service: { namespace: system, name: service }, caBundle: base64(ca) },
      },
    ],
  };
}

function issuers(): object[] {
  const certificate = (name: string, issuer: string): object => ({
    apiVersion: certManagerVersion,
    kind: 'Certificate',
    metadata: { name, namespace: system },
    spec: { secretName: name, issuerRef: { name: issuer } },
    status: ready,
  });
  const issuer = (name: string): object => ({
    apiVersion: certManagerVersion,
    kind: 'Issuer',
    metadata: { name, namespace: system },
    status: ready,
  });
  return [
    certificate(service, `${service}-ca`),
    certificate(`${service}-ca`, `${service}-self-signed`),
    issuer(`${service}-ca`),
    issuer(`${service}-self-signed`),
    {
      apiVersion: certManagerVersion,
      kind: 'ClusterIssuer',
      metadata: { name: 'iamra-workload' },
      spec: { ca: { secretName: 'iamra-workload-ca' } },
      status: ready,
    },
  ];
}

function policies(): object[] {
  const names = ['guard-pod', 'guard-serviceaccount'];
  names.push('identity-certificate', 'identity-request', 'identity-csr');
  return names.flatMap((short) => {
    const name = `iamra-${short}`;
    return [
      { apiVersion: admission, kind: 'ValidatingAdmissionPolicy', metadata: { name } },
      {
        apiVersion: admission,
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name },
        spec: { policyName: name, validationActions: ['Deny'] },
      },
    ];
  });
}

/** The settings of the webhook for what `init` has made. */
export function injectionSettings(config: IamraConfig): InjectionSettings {
  return defaultSettings('0.0.0', {
    trustAnchorArn: config.trustAnchor?.arn,
    profileArn: config.profile?.arn,
  });
}

function settings(config: IamraConfig): object[] {
  const env = [
    { name: 'IAMRA_CLUSTER', value: config.cluster },
    { name: 'IAMRA_WORKLOAD_ISSUER', value: 'iamra-workload' },
  ];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'iamra-identity-controller',
        namespace: system,
        labels: { 'app.kubernetes.io/name': 'iamra-injector' },
      },
      spec: { replicas: 2, template: { spec: { containers: [{ name: 'controller', env }] } } },
      status: { readyReplicas: 2 },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'iamra-injector-settings', namespace: system },
      data: { 'settings.json': JSON.stringify(injectionSettings(config)) },
    },
  ];
}

function isNewPod({ method, path }: ApiCall): boolean {
  return method === 'POST' && /^\/api\/v1\/namespaces\/[^/]+\/pods$/.test(path);
}

/** Injects pods as the webhook does. */
function admitPods(config: IamraConfig): Interceptor {
  return (call) => {
    if (!isNewPod(call)) return undefined;
    const { body, path } = call;
    const namespace = path.split('/')[4] ?? '';
    const decision = planInjection({ pod: body, namespace }, injectionSettings(config));
    const patch = decision.kind === 'inject' ? decision.patch : [];
    return { status: 201, body: applyPatch(body, patch) };
  };
}

/** A Secret as cert-manager fills it, without the key. */
export function secret(namespace: string, name: string, certificate: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(certificate), 'tls.key': '' },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
