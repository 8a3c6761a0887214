import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { clusterTools } from '../cluster/cluster-tools.ts';
import { nodePod, type PodOptions } from './support/node-pod.ts';
import { pollCluster } from './support/poll-cluster.ts';

const { kubectl } = clusterTools(inject('kubeconfig'));
const namespace = 'cluster-test';

beforeAll(async () => {
  await kubectl(['create', 'namespace', namespace]);
});

afterAll(async () => {
  await kubectl(['delete', 'namespace', namespace]);
  await kubectl(['delete', 'secret/cluster-test', '-n=cert-manager', '--ignore-not-found']);
  const kinds = 'clusterissuers,validatingwebhookconfigurations';
  await kubectl(['delete', kinds, 'cluster-test', '--ignore-not-found']);
});

/** Runs a pod to its end and gives its phase and what its app wrote. */
async function run(name: string, options: PodOptions): Promise<{ phase: string; log: string }> {
  await apply(nodePod({ name, namespace, image: inject('image') }, options));
  const phase = await pollCluster(async () => {
    const now = await get('pod', name, '{.status.phase}');
    return ['Succeeded', 'Failed'].includes(now) ? now : undefined;
  });
  return { phase, log: await kubectl(['logs', name, '--container=app', `-n=${namespace}`]) };
}

async function apply(object: object): Promise<void> {
  await kubectl(['apply', '--filename=-'], JSON.stringify(object));
}

function get(kind: string, name: string, path: string): Promise<string> {
  return kubectl(['get', kind, name, `-n=${namespace}`, `--output=jsonpath=${path}`]);
}

test.concurrent('a pod runs to its end beside a native sidecar, which is stopped then', async () => {
  const sidecar = 'setInterval(() => {}, 1000)';
  const { phase, log } = await run('sidecar', { script: 'console.log("app ran")', sidecar });
  expect({ phase, log }).toEqual({ phase: 'Succeeded', log: 'app ran' });
});

test.concurrent('a pod finds Services by their names', async () => {
  const script = `
    const { lookup } = require('node:dns/promises');
    lookup('kubernetes.default').then(({ address }) => console.log(address));`;
  expect(await run('dns', { script })).toEqual({ phase: 'Succeeded', log: '10.96.0.1' });
});

test.concurrent('a pod reaches a server of the tests on this machine', async () => {
  const server = createServer((_, response) => response.end('hello from the tests'));
  await new Promise<void>((done) => server.listen(0, inject('hostAddress'), done));
  const { port } = server.address() as AddressInfo;
  const url = `http://${inject('hostAddress')}:${port}`;
  const script = `fetch('${url}').then((r) => r.text()).then(console.log)`;
  expect(await run('host', { script })).toEqual({
    phase: 'Succeeded',
    log: 'hello from the tests',
  });
  server.close();
});

test.concurrent('cert-manager issues a certificate of a CA that a ClusterIssuer names', async () => {
  await apply(certificate('root', { isCA: true, issuerRef: { name: 'self' } }));
  await apply({
    ...certManager('Issuer', 'self'),
    spec: { selfSigned: {} },
  });
  const ready = ['wait', '--for=condition=Ready', '--timeout=60s', `-n=${namespace}`];
  await kubectl([...ready, 'certificate/root']);
  const pair = await get('secret', 'root', '{.data}');
  const { 'tls.crt': crt, 'tls.key': key } = JSON.parse(pair) as Record<string, string>;
  await apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'cluster-test', namespace: 'cert-manager' },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': crt, 'tls.key': key },
  });
  await apply({
    ...certManager('ClusterIssuer', 'cluster-test'),
    spec: { ca: { secretName: 'cluster-test' } },
  });
  await apply(certificate('leaf', { issuerRef: { name: 'cluster-test', kind: 'ClusterIssuer' } }));
  await kubectl([...ready, 'certificate/leaf']);
  expect(await get('secret', 'leaf', '{.data.ca\\.crt}')).toBe(crt);
});

test.concurrent('cert-manager’s webhook refuses a Certificate of less than an hour', async () => {
  await expect(
    apply(certificate('short', { duration: '30m', issuerRef: { name: 'self' } })),
  ).rejects.toThrow('certificate duration must be greater than 1h0m0s');
});

test.concurrent('cainjector fills in the CA of the API server', async () => {
  await apply({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: 'cluster-test',
      annotations: { 'cert-manager.io/inject-apiserver-ca': 'true' },
    },
    webhooks: [
      {
        name: 'nothing.iamra.test',
        clientConfig: { url: 'https://127.0.0.1:1/' },
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  });
  const path = '{.webhooks[0].clientConfig.caBundle}';
  const bundle = await pollCluster(
    async () => (await get('validatingwebhookconfiguration', 'cluster-test', path)) || undefined,
  );
  const served = await get('configmap', 'kube-root-ca.crt', '{.data.ca\\.crt}');
  expect(Buffer.from(bundle, 'base64').toString().trimEnd()).toBe(served);
});

test.concurrent('our image’s agent says what is missing when it is told nothing', async () => {
  const { phase, log } = await run('agent', { words: ['/app/agent.mjs'] });
  expect(phase).toBe('Failed');
  expect(log).toContain('IAMRA4');
});

function certManager(kind: string, name: string): object {
  return { apiVersion: 'cert-manager.io/v1', kind, metadata: { name, namespace } };
}

function certificate(name: string, spec: object): object {
  return {
    ...certManager('Certificate', name),
    spec: { secretName: name, commonName: name, duration: '24h', ...spec },
  };
}
