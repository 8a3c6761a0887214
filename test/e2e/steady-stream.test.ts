import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type UserMachine, userMachine } from './support/installation.ts';
import { type PodStream, startPodStream } from './support/pod-stream.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { renewCertificate } from './support/renew-certificate.ts';
import { removeInstallation, soundInstallation } from './support/sound-installation.ts';
import { pod } from './support/workloads.ts';

const namespace = 'steady-stream';
const annotations = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
// The chart's own: what replicas do as they stop is what is tested.
const drainSeconds = 10;
const inSystem = '--namespace=iamra-system';
const webhookPods = '--selector=app.kubernetes.io/component=webhook';

let machine: UserMachine;
let stream: PodStream;

beforeAll(async () => {
  machine = await userMachine();
  const flags = ['--set', `webhook.drainSeconds=${drainSeconds}`];
  await soundInstallation(machine, { namespace, serviceAccounts: ['web'], flags });
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
});

beforeEach(async () => {
  const setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
  stream = await startPodStream(
    namespace,
    pod(setting, { name: 'web', serviceAccount: 'web', annotations }),
  );
  await stream.flow(50);
});

afterEach(() => stream.stop());

describe('while pods are created without a pause, none is refused', () => {
  it('when the certificate of the webhook is renewed', async () => {
    const before = await expiries();
    await renewCertificate(machine, 'iamra-system', 'iamra-injector-webhook');
    await untilAllServeAnother(before);
    await expectNoFailure();
  });

  it('when its CA is another, which the one before overlaps', async () => {
    const [before, bundle, ca] = [await expiries(), await caBundle(), await signingCa()];
    await machine.kubectl(['delete', 'secret', 'iamra-injector-webhook-ca', inSystem]);
    await pollCluster(async () => (['', ca].includes(await signingCa()) ? undefined : true));
    await renewCertificate(machine, 'iamra-system', 'iamra-injector-webhook');
    const both = await pollCluster(async () => {
      const now = await caBundle();
      return now === bundle ? undefined : now;
    });
    expect(both.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    await untilAllServeAnother(before);
    await expectNoFailure();
  });

  it('when the webhook is restarted, replica by replica', async () => {
    const before = await replicas();
    const rollout = async (...words: readonly string[]): Promise<unknown> =>
      machine.kubectl(['rollout', ...words, 'deployment/iamra-injector-webhook', inSystem]);
    await rollout('restart');
    await rollout('status', '--timeout=120s');
    await untilGone(before);
    await expectNoFailure();
  });

  it('when a replica is lost', async () => {
    const [lost = ''] = await replicas();
    await machine.kubectl(['delete', 'pod', lost, inSystem, '--force', '--grace-period=0']);
    await pollCluster(async () => ((await replicas()).length === 2 ? true : undefined));
    await expectNoFailure();
  });

  it('when all but one replica are taken away, and come back', async () => {
    const scale = async (to: number): Promise<unknown> =>
      machine.kubectl(['scale', 'deployment/iamra-injector-webhook', inSystem, `--replicas=${to}`]);
    const before = await replicas();
    await scale(1);
    const [left] = await pollCluster(async () => {
      const now = await replicas();
      return now.length === 1 ? now : undefined;
    });
    await untilGone(before.filter((name) => name !== left));
    await scale(2);
    await pollCluster(async () => ((await replicas()).length === 2 ? true : undefined));
    await expectNoFailure();
  });
});

describe('when the process of a replica is killed', () => {
  it('what met it is refused, nothing goes by without its agent, and soon none is refused', async () => {
    const before = await restarts();
    await killOneProcess();
    await pollCluster(async () => ((await restarts()) > before ? true : undefined));
    await pollCluster(async () => ((await replicas()).length === 2 ? true : undefined));
    await pollCluster(async () => {
      const before = stream.failures().length;
      await stream.flow(200);
      return stream.failures().length === before || undefined;
    });
    for (const failure of stream.failures()) {
      expect(failure).toMatch(/EOF|broken pipe|connection (reset|refused)/);
    }
  });
});

/** SIGKILL, from where the node's processes are seen. */
async function killOneProcess(): Promise<void> {
  const script = `
    const { readdirSync, readFileSync } = require('node:fs');
    const isWebhook = (pid) => {
      try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes('/app/webhook.mjs'); }
      catch { return false; }
    };
    const [pid] = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).filter(isWebhook);
    process.kill(Number(pid), 'SIGKILL');`;
  const container = {
    name: 'app',
    image: inject('image'),
    imagePullPolicy: 'IfNotPresent',
    args: ['--eval', script],
    securityContext: { privileged: true, runAsUser: 0 },
  };
  const killer = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'steady-stream-killer', namespace: 'default' },
    spec: { hostPID: true, restartPolicy: 'Never', containers: [container] },
  };
  await machine.kubectl(['create', '--filename=-'], JSON.stringify(killer));
  const ended = ['wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/steady-stream-killer'];
  await machine.kubectl([...ended, '--timeout=60s']);
  await machine.kubectl(['delete', 'pod', 'steady-stream-killer']);
}

async function expectNoFailure(): Promise<void> {
  await stream.flow(50);
  expect(stream.failures()).toEqual([]);
}

/** Names of the pods of the webhook that are ready. */
async function replicas(): Promise<string[]> {
  const isReady =
    '{range .items[?(@.status.containerStatuses[0].ready==true)]}{.metadata.name} {end}';
  const words = ['get', 'pods', inSystem, webhookPods, `--output=jsonpath=${isReady}`];
  return (await machine.kubectl(words)).split(' ').filter((name) => name !== '');
}

async function restarts(): Promise<number> {
  const path = '{.items[*].status.containerStatuses[0].restartCount}';
  const words = ['get', 'pods', inSystem, webhookPods, `--output=jsonpath=${path}`];
  const counts = (await machine.kubectl(words)).split(' ');
  return counts.reduce((sum, count) => sum + Number(count), 0);
}

async function untilGone(names: readonly string[]): Promise<void> {
  const pods = names.map((name) => `pod/${name}`);
  if (pods.length === 0) return;
  await machine.kubectl(['wait', '--for=delete', ...pods, inSystem, '--timeout=120s']);
}

/** When the certificates end that the replicas show, by the replicas' names. */
async function expiries(): Promise<Map<string, string>> {
  const family = /^iamra_webhook_certificate_expiry_timestamp_seconds (\S+)$/m;
  const found = new Map<string, string>();
  for (const name of await replicas()) {
    const path = `/api/v1/namespaces/iamra-system/pods/${name}:10251/proxy/metrics`;
    const page = await machine.kubectl(['get', '--raw', path]);
    found.set(name, family.exec(page)?.[1] ?? '');
  }
  return found;
}

// The kubelet takes up to two minutes to bring a changed Secret into a pod.
async function untilAllServeAnother(before: ReadonlyMap<string, string>): Promise<void> {
  await pollCluster(async () => {
    const now = await expiries();
    const served = [...before].map(([name, expiry]) => now.get(name) !== expiry);
    return served.every(Boolean) ? true : undefined;
  });
}

/** Base64; '' while there is none. */
async function signingCa(): Promise<string> {
  const words = ['get', 'secret', 'iamra-injector-webhook-ca', inSystem, '--ignore-not-found'];
  return machine.kubectl([...words, '--output=jsonpath={.data.tls\\.crt}']);
}

async function caBundle(): Promise<string> {
  const path = '{.webhooks[0].clientConfig.caBundle}';
  const words = ['get', 'mutatingwebhookconfiguration', 'iamra-injector', `-o=jsonpath=${path}`];
  return Buffer.from(await machine.kubectl(words), 'base64').toString();
}
