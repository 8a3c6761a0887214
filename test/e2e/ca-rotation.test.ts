import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ExchangeEntry } from '../../src/emulator/server/exchange-log.ts';
import { type UserMachine, userMachine } from './support/installation.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { removeInstallation, soundInstallation } from './support/sound-installation.ts';
import { deployment, pod, type WorkloadSetting } from './support/workloads.ts';

const namespace = 'ca-rotation';
const annotations = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
const assumed = /^arn:aws:sts::123456789012:assumed-role\/ca-rotation\//;
// More than the whole life of a session, at one line a second.
const linesOfASession = 45;

let machine: UserMachine;
let setting: WorkloadSetting;

beforeAll(async () => {
  machine = await userMachine();
  await soundInstallation(machine, { namespace, serviceAccounts: ['web', 'late'] });
  setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
});

describe('iamra ca rotate on a cluster', () => {
  let before: string;

  beforeAll(async () => {
    before = await signingCa();
    await create(deployment(setting, { name: 'web', serviceAccount: 'web', annotations }));
    const words = ['rollout', 'status', 'deployment/web', `-n=${namespace}`, '--timeout=120s'];
    await machine.kubectl(words);
    await pollCluster(async () => (await lines()).length > 0 || undefined);
  });

  it('replaces the CA while a workload asks STS every second, and no call and no session fails', async () => {
    const { stdout, stderr, exitCode } = await machine.iamra(['ca', 'rotate', '--yes']);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('Done: AWS trusts one CA');
    expect(await signingCa()).not.toBe(before);
    const seen = (await lines()).length;
    const all = await pollCluster(async () => {
      const now = await lines();
      return now.length > seen + linesOfASession ? now : undefined;
    });
    expect(all.filter((line) => !assumed.test(line))).toEqual([]);
    expect(refusedSessions()).toEqual([]);
  });

  it('leaves no key of the old CA behind, and ca show says so', async () => {
    const { stdout, stderr, exitCode } = await machine.iamra(['ca', 'show', '--json']);
    expect(exitCode, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      cas: [{ trusted: true, keptAs: ['current'] }],
      rotation: { phase: 'none', pendingCertificates: 0 },
      warnings: [],
    });
    const secrets = await machine.kubectl(['get', 'secrets', '-n=cert-manager', '-o=name']);
    expect(secrets).not.toMatch(/iamra-workload-ca-/);
  });

  it('gives a pod that comes afterwards its role, too', async () => {
    await create(pod(setting, { name: 'late', serviceAccount: 'late', annotations }));
    const words = ['wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/late'];
    await machine.kubectl([...words, `-n=${namespace}`, '--timeout=120s']);
    const text = await machine.kubectl(['logs', 'pod/late', '--container=app', `-n=${namespace}`]);
    expect(text).toMatch(assumed);
  });
});

async function create(object: object): Promise<void> {
  await machine.kubectl(['create', '--filename=-'], JSON.stringify(object));
}

/** What the workload has printed: one line for each call. */
async function lines(): Promise<string[]> {
  const words = ['logs', '--selector=app=web', '--container=app', '--tail=-1', `-n=${namespace}`];
  const text = await machine.kubectl(words);
  return text.split('\n').filter((line) => line !== '');
}

function signingCa(): Promise<string> {
  const path = '-o=jsonpath={.data.tls\\.crt}';
  return machine.kubectl(['get', 'secret', 'iamra-workload-ca', '-n=cert-manager', path]);
}

function refusedSessions(): readonly ExchangeEntry[] {
  return machine.exchanges.filter(
    ({ operation, status }) => operation === 'CreateSession' && status >= 400,
  );
}
