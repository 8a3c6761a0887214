import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type CaSecret, certificateOf } from '../../../src/core/cert-manager/workload-ca-secret.ts';
import { readCertificate } from '../../../src/core/pki/certificate-facts.ts';
import { privateKeyPem } from '../../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../../src/core/pki/issue-workload-certificate.ts';
import type { EmulatorOptions } from '../../../src/emulator/emulator-options.ts';
import type { ApiAnswer } from '../../fixtures/api-server-answers.ts';
import type { StoredObject } from '../../fixtures/api-server-store.ts';
import { initialisedAws } from '../../fixtures/initialised-aws.ts';
import { certManager, type LoopbackCluster, loopbackCluster } from './cluster.ts';
import { type EmulatedAws, emulatedAws } from './emulated-aws.ts';
import { type Ended, runIamra } from './run-iamra.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A cluster with cert-manager and agents at work. */
export interface WorkingCluster {
  readonly cluster: LoopbackCluster;
  /** Issues the first certificates, by the CA that is there by then. */
  readonly begin: () => Promise<void>;
  /** The certificate that the Secret of a ServiceAccount holds, with its key. */
  readonly leafOf: (account: string) => IssuedCertificate;
  /** `current`, `next` or `previous`; undefined where the Secret does not exist. */
  readonly caIn: (slot: 'current' | 'next' | 'previous') => string | undefined;
  /** Whether agents see what is new in their Secrets. */
  delivers: boolean;
  /** Whether this user may ask them. */
  answers: boolean;
  /** Whether cert-manager issues. */
  issues: boolean;
}

/** The same, and AWS, after `iamra init`. */
export interface RotatingCluster extends WorkingCluster {
  readonly aws: EmulatedAws;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly run: (...words: string[]) => Promise<Ended>;
}

const secretName = 'iamra-workload-ca';
const hour = 60 * 60 * 1000;

/** @param accounts ServiceAccounts of namespace default that have a certificate and one running pod each */
export async function workingCluster(accounts: readonly string[]): Promise<WorkingCluster> {
  const cluster = await loopbackCluster(...certManager(), workloadIssuer);
  const issuer = new Issuer(cluster);
  const working: WorkingCluster = {
    cluster,
    begin: async () => {
      for (const account of accounts) {
        cluster.api.put(certificate(account), pod(account));
        await issuer.issue(account);
      }
      serve(working, issuer);
    },
    leafOf: (account) => issuer.leafOf(account),
    caIn: (slot) => {
      const name = slot === 'current' ? secretName : `${secretName}-${slot}`;
      const secret = cluster.api.get('Secret', `cert-manager/${name}`) as CaSecret | undefined;
      return secret === undefined ? undefined : certificateOf(secret)?.trim();
    },
    delivers: true,
    answers: true,
    issues: true,
  };
  return working;
}

/** @param accounts as for a working cluster; one role trusts them all */
export async function rotatingCluster(
  accounts: readonly string[],
  emulator: EmulatorOptions = {},
): Promise<RotatingCluster> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws(emulator);
  const working = await workingCluster(accounts);
  const environment = { ...aws.environment, ...working.cluster.environment };
  const run = (...words: string[]): Promise<Ended> => runIamra(words, { directory, environment });
  const serviceAccounts = accounts.map((account) => `default/${account}`);
  const roles = accounts.length === 0 ? [] : [{ name: 'web', serviceAccounts, policies: [] }];
  const { kubeconfig } = working.cluster.api;
  await initialisedAws(aws.emulator, roles, {}, { directory, kubeconfig });
  await working.begin();
  return Object.assign(working, { aws, directory, environment, run });
}

/** Issues with what the CA's Secret holds at that moment. */
class Issuer {
  /** What each agent has read. */
  readonly used = new Map<string, Date>();
  private readonly cluster: LoopbackCluster;
  private readonly leaves = new Map<string, IssuedCertificate>();
  private count = 0;

  constructor(cluster: LoopbackCluster) {
    this.cluster = cluster;
  }

  leafOf(account: string): IssuedCertificate {
    const leaf = this.leaves.get(account);
    if (leaf === undefined) throw new Error(`nothing was issued to ${account}`);
    return leaf;
  }

  async issue(account: string): Promise<void> {
    const { api } = this.cluster;
    const now = new Date();
    this.count += 1;
    const leaf = await issueWorkloadCertificate({
      cluster: 'home',
      serviceAccount: { namespace: 'default', name: account },
      notBefore: new Date(now.getTime() - 1000),
      notAfter: new Date(now.getTime() + 24 * hour + this.count * 1000),
      issuer: signerOf(api.get('Secret', `cert-manager/${secretName}`)),
    });
    this.leaves.set(account, leaf);
    api.put({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `iamra-${account}`, namespace: 'default' },
      data: {
        'tls.crt': base64(leaf.certificatePem),
        'tls.key': base64(privateKeyPem(leaf.keys.privateKey)),
      },
    });
    if (this.count <= this.leaves.size) this.deliver(account);
  }

  /** The kubelet brings the Secret into the pod. */
  deliver(account: string): void {
    this.used.set(account, readCertificate(this.leafOf(account).certificatePem).notAfter);
  }
}

function serve(working: WorkingCluster, issuer: Issuer): void {
  const { api } = working.cluster;
  api.intercept(async ({ method, path }) => {
    const [, account] = /\/certificates\/iamra-([^/]+)\/status$/.exec(path) ?? [];
    if (method !== 'PATCH' || account === undefined || !working.issues) return undefined;
    await issuer.issue(account);
    return { status: 200, body: api.get('Certificate', `default/iamra-${account}`) };
  });
  api.intercept(({ path }) => {
    const [, pod] = /\/pods\/([^/:%]+)(?::|%3A)9912\/proxy\/metrics$/.exec(path) ?? [];
    return pod === undefined ? undefined : metricsOf(pod, working, issuer);
  });
}

function metricsOf(pod: string, { answers, delivers }: WorkingCluster, issuer: Issuer): ApiAnswer {
  if (!answers) return { status: 403, body: { kind: 'Status', code: 403 } };
  if (delivers) issuer.deliver(pod);
  const expiry = (issuer.used.get(pod)?.getTime() ?? 0) / 1000;
  const body = `iamra_agent_certificate_expiry_timestamp_seconds ${Math.floor(expiry)}\n`;
  return { status: 200, body };
}

function signerOf(secret: StoredObject | undefined): IssuedCertificate {
  const { data = {} } = secret as { data?: Record<string, string> };
  const text = (key: string): string => Buffer.from(data[key] ?? '', 'base64').toString();
  const privateKey = createPrivateKey(text('tls.key'));
  const keys = { privateKey, publicKey: createPublicKey(privateKey) };
  return { certificatePem: text('tls.crt'), keys };
}

const workloadIssuer = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  metadata: { name: 'iamra-workload' },
  spec: { ca: { secretName } },
};

function certificate(account: string): object {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: `iamra-${account}`, namespace: 'default' },
    spec: {
      secretName: `iamra-${account}`,
      issuerRef: { kind: 'ClusterIssuer', name: 'iamra-workload' },
    },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** Its name is that of its ServiceAccount. */
function pod(account: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: account, namespace: 'default', labels: { 'iamra.dev/injected': 'true' } },
    spec: {
      nodeName: 'node',
      volumes: [{ name: 'iamra-certificate', secret: { secretName: `iamra-${account}` } }],
      initContainers: [
        { name: 'iamra-agent', env: [{ name: 'IAMRA_HEALTH_PORT', value: '9912' }] },
      ],
      containers: [{ name: 'app' }],
    },
    status: {
      phase: 'Running',
      initContainerStatuses: [{ name: 'iamra-agent', state: { running: {} } }],
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
