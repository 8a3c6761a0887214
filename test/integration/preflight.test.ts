import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/checks/finding.ts';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import type { KubeClient } from '../../webhook/kube/kube-client.ts';
import type { PreflightConfig } from '../../webhook/preflight/preflight-config.ts';
import { runPreflight } from '../../webhook/preflight/run-preflight.ts';
import type { ApiServer } from '../fixtures/api-server.ts';
import { makeCa } from '../fixtures/certificates.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { type ServedClient, startServedClient } from '../fixtures/served-client.ts';

let served: ServedClient;
let server: ApiServer;
let client: KubeClient;

beforeEach(async () => {
  served = await startServedClient();
  ({ server, client } = served);
});

afterEach(() => served.stop());

const kind = 'MutatingWebhookConfiguration';

/** Does cainjector's work on what is created from now on. */
function injectCa(): void {
  server.intercept(({ method, path }) => {
    const configuration = server.get(kind, 'iamra-preflight') as
      | { webhooks: [{ clientConfig: object }] }
      | undefined;
    if (method !== 'GET' || !path.endsWith('/iamra-preflight') || configuration === undefined) {
      return undefined;
    }
    const [webhook] = configuration.webhooks;
    const clientConfig = { ...webhook.clientConfig, caBundle: 'Q0E=' };
    return { status: 200, body: { ...configuration, webhooks: [{ ...webhook, clientConfig }] } };
  });
}

function deployment(name: string, label: string, readyReplicas: number, replicas = 1): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'cert-manager', labels: { 'app.kubernetes.io/name': label } },
    spec: { replicas },
    status: { readyReplicas },
  };
}

function preflight(config: Partial<PreflightConfig> = {}): Promise<readonly Finding[]> {
  return runPreflight(
    {
      configuration: 'iamra-preflight',
      timeoutMilliseconds: 0,
      readsEksAnnotations: false,
      issuers: [],
      caSecret: undefined,
      ...config,
    },
    {
      client,
      signal: AbortSignal.timeout(20_000),
      patienceMilliseconds: 20,
      pauseMilliseconds: 10,
    },
  );
}

const sentences = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, message }) => `${code} ${message}`);

describe('the preflight', () => {
  it('finds nothing where cert-manager works, and leaves nothing behind', async () => {
    server.put(deployment('cert-manager', 'cert-manager', 1));
    injectCa();
    expect(await preflight()).toEqual([]);
    expect(server.list(kind)).toEqual([]);
  });

  it('says only that cert-manager is missing where it is', async () => {
    server.unserve('cert-manager.io');
    expect(sentences(await preflight())).toEqual([
      'IAMRA111 The cluster does not serve Certificate, CertificateRequest, Issuer, ClusterIssuer of cert-manager.',
    ]);
  });

  it('judges cainjector by what it does, and says why it does not', async () => {
    server.put(
      deployment('cert-manager', 'cert-manager', 1),
      deployment('cert-manager-cainjector', 'cainjector', 0, 0),
    );
    expect(sentences(await preflight())).toEqual([
      'IAMRA113 cainjector did not fill in a caBundle within 0.02 s: Deployment cert-manager/cert-manager-cainjector is scaled to 0.',
    ]);
    expect(server.list(kind)).toEqual([]);
  });

  it('asks for the usual Deployments by name where it may not list them', async () => {
    server.put(deployment('cert-manager', 'cert-manager', 0));
    server.intercept(({ path }) =>
      path.endsWith('/deployments') ? { status: 403, body: '' } : undefined,
    );
    injectCa();
    expect(sentences(await preflight())).toEqual([
      'IAMRA112 Deployment cert-manager/cert-manager has 0 of 1 pods ready.',
    ]);
  });

  it('removes what a killed preflight left', async () => {
    server.put(deployment('cert-manager', 'cert-manager', 1), {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      metadata: { name: 'iamra-preflight' },
      webhooks: [],
    });
    injectCa();
    expect(await preflight()).toEqual([]);
  });

  it('looks whether the issuers that the values name are there and ready', async () => {
    const condition = { type: 'Ready', status: 'False', message: 'no key' };
    server.put(deployment('cert-manager', 'cert-manager', 1), {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: 'tls', namespace: 'iamra-system' },
      status: { conditions: [condition] },
    });
    injectCa();
    const findings = await preflight({
      issuers: [
        { kind: 'Issuer', name: 'tls', namespace: 'iamra-system', value: 'webhook.issuerRef' },
        { kind: 'ClusterIssuer', name: 'ca', namespace: undefined, value: 'workloadIssuer.name' },
      ],
    });
    expect(sentences(findings)).toEqual([
      'IAMRA115 Issuer iamra-system/tls (webhook.issuerRef) is not ready: no key',
      'IAMRA114 ClusterIssuer ca (workloadIssuer.name) does not exist.',
    ]);
  });

  it('looks into the Secret of the CA', async () => {
    const caSecret = { namespace: 'cert-manager', name: 'iamra-workload-ca' };
    server.put(deployment('cert-manager', 'cert-manager', 1));
    injectCa();
    expect(sentences(await preflight({ caSecret }))).toEqual([
      'IAMRA116 The Secret cert-manager/iamra-workload-ca does not exist.',
    ]);
    const ca = await makeCa(new Date());
    const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
    const data = {
      'tls.crt': base64(ca.certificatePem),
      'tls.key': base64(privateKeyPem(ca.keys.privateKey)),
    };
    server.put({ apiVersion: 'v1', kind: 'Secret', metadata: caSecret, data });
    expect(await preflight({ caSecret })).toEqual([]);
  });

  it('finds EKS’ own webhook where its annotations are to be read', async () => {
    server.put(deployment('cert-manager', 'cert-manager', 1), {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      metadata: { name: 'pod-identity-webhook' },
      webhooks: [],
    });
    injectCa();
    expect(await preflight()).toEqual([]);
    expect(sentences(await preflight({ readsEksAnnotations: true }))).toEqual([
      "IAMRA370 EKS' own webhook answers for the annotations of IRSA here (MutatingWebhookConfiguration pod-identity-webhook): pods would get credentials from both.",
    ]);
    server.remove(kind, 'pod-identity-webhook');
    expect(await preflight({ readsEksAnnotations: true })).toEqual([]);
  });

  it('waits for a cert-manager that is coming up', async () => {
    server.put(deployment('cert-manager', 'cert-manager', 0));
    injectCa();
    const findings = preflight({ timeoutMilliseconds: 20_000 });
    await pollUntil(() => server.calls.some(({ method }) => method === 'DELETE') || undefined);
    server.put(deployment('cert-manager', 'cert-manager', 1));
    expect(await findings).toEqual([]);
  });

  it('says what the API server refuses it', async () => {
    const body = { kind: 'Status', message: 'you may not', reason: 'Forbidden', code: 403 };
    server.intercept(({ method }) => (method === 'POST' ? { status: 403, body } : undefined));
    server.put(deployment('cert-manager', 'cert-manager', 1));
    expect(sentences(await preflight())).toEqual([
      'IAMRA103 The Kubernetes API did not answer: you may not.',
    ]);
  });
});

describe('the process of the preflight', () => {
  function run(environment: Readonly<Record<string, string>>): ChildProcess {
    return spawn(process.execPath, ['webhook/preflight/main.ts'], {
      env: { KUBECONFIG: server.kubeconfig, IAMRA_PREFLIGHT_TIMEOUT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  async function resultOf(child: ChildProcess): Promise<{ output: string; code: unknown }> {
    if (child.stdout === null) throw new Error('there is no output');
    const exit = once(child, 'exit') as Promise<[number | null]>;
    const [output, [code]] = await Promise.all([text(child.stdout), exit]);
    return { output, code };
  }

  it('ends with 0 and a sentence where all is well', async () => {
    server.put(deployment('cert-manager', 'cert-manager', 1));
    injectCa();
    const result = await resultOf(run({}));
    expect(result).toEqual({ output: 'The cluster has what iamra needs.\n', code: 0 });
  });

  it('ends with 1, code, sentence and fix where something is missing', async () => {
    server.unserve('cert-manager.io');
    const { output, code } = await resultOf(run({}));
    expect(code).toBe(1);
    expect(output).toMatch(
      /^IAMRA111 The cluster does not serve .* Fix: helm install cert-manager /,
    );
  });

  it('removes its configuration when it is told to stop', async () => {
    server.put(deployment('cert-manager', 'cert-manager', 1));
    const child = run({ IAMRA_PREFLIGHT_TIMEOUT: '60' });
    const result = resultOf(child);
    await pollUntil(() => server.get(kind, 'iamra-preflight'));
    child.kill('SIGTERM');
    expect((await result).code).toBe(130);
    expect(server.list(kind)).toEqual([]);
  });

  it('refuses an environment that is not right', async () => {
    const { output, code } = await resultOf(
      run({ IAMRA_CA_SECRET: 'x', IAMRA_ISSUERS: '[{"kind":"Thing"}]' }),
    );
    expect(code).toBe(3);
    expect(output).toContain(
      'IAMRA104 IAMRA_ISSUERS must be a JSON list of issuers, each with kind, name, namespace and value, not “[{"kind":"Thing"}]”. IAMRA_CA_SECRET must be NAMESPACE/NAME, not “x”.',
    );
  });
});
