import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  installWords,
  restrictedNamespace,
  type UserMachine,
  userMachine,
} from './support/installation.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { renewCertificate } from './support/renew-certificate.ts';
import { removeInstallation } from './support/sound-installation.ts';
import { deployment, job, pod, type Workload, type WorkloadSetting } from './support/workloads.ts';

const namespace = 'main-job';
const accounts = ['web', 'batch', 'opted', 'plain'];
const roleOf = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
const assumed = /^arn:aws:sts::123456789012:assumed-role\/main-job\//;
// More than the whole life of a session, at one line a second.
const linesOfASession = 45;

describe.each([{ helm: 4 as const }, { helm: 3 as const }])('with Helm $helm', ({ helm }) => {
  let machine: UserMachine;
  let setting: WorkloadSetting;

  beforeAll(async () => {
    machine = await userMachine();
    setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
    await restrictedNamespace(machine, namespace, accounts);
  });

  afterAll(async () => {
    await removeInstallation(machine, namespace);
  });

  it('init makes the AWS side and keeps the CA where cert-manager reads it', async () => {
    const roles = accounts.flatMap((account) => ['--service-account', `${namespace}/${account}`]);
    const { stderr, exitCode } = await machine.iamra([
      ...['init', '--cluster', 'e2e', '--role', 'main-job', ...roles, '--yes'],
    ]);
    expect(exitCode, stderr).toBe(0);
    const secret = ['get', 'secret', 'iamra-workload-ca', '-n=cert-manager', '-o=name'];
    expect(await machine.kubectl(secret)).toBe('secret/iamra-workload-ca');
  });

  it('install sets up the cluster, and a second run keeps the caBundle in place', async () => {
    const words = await installWords(helm, machine.emulator);
    const first = await machine.iamra(words);
    expect(first.exitCode, first.stderr).toBe(0);
    const bundle = await caBundle();
    expect(bundle).not.toBe('');
    const second = await machine.iamra(words);
    expect(second.exitCode, second.stderr).toBe(0);
    expect(await caBundle()).toBe(bundle);
  });

  it('annotate gives a Deployment its role', async () => {
    await create(deployment(setting, { name: 'web', serviceAccount: 'web' }));
    const { stderr, exitCode } = await machine.iamra([
      ...['annotate', 'deployment', 'web', '--role', 'main-job', '-n', namespace, '--yes'],
    ]);
    expect(exitCode, stderr).toBe(0);
    // The pod from before, without a role, may still be ending.
    await pollCluster(async () => ((await webPods()).length === 1 ? true : undefined));
    expect(await firstLine('app=web', 'app')).toMatch(assumed);
  });

  it.concurrent('an annotated Job gets its role, in its init container too, and completes', async () => {
    const annotations = { 'iamra.dev/role-arn': roleOf('main-job') };
    const workload = { name: 'batch', serviceAccount: 'batch', annotations, initContainer: true };
    await create(job(setting, workload));
    await machine.kubectl([
      'wait',
      '--for=condition=complete',
      'job/batch',
      `-n=${namespace}`,
      '--timeout=120s',
    ]);
    expect(await firstLine('app=batch', 'before')).toMatch(assumed);
    expect(await firstLine('app=batch', 'app')).toMatch(assumed);
  });

  it.concurrent('a pod gets the role that its ServiceAccount carries', async () => {
    const { iamra } = machine;
    const commandLine = [
      'annotate',
      'serviceaccount',
      'opted',
      '--role',
      'main-job',
      '-n',
      namespace,
    ];
    const { stderr, exitCode } = await iamra([...commandLine, '--yes']);
    expect(exitCode, stderr).toBe(0);
    expect(await arnOf({ name: 'opted', serviceAccount: 'opted' })).toMatch(assumed);
  });

  it.concurrent('a pod applied with nothing but annotations gets its role: the controller makes its Certificate', async () => {
    const annotations = { 'iamra.dev/role-arn': roleOf('main-job') };
    expect(await arnOf({ name: 'plain', serviceAccount: 'plain', annotations })).toMatch(assumed);
  });

  it.concurrent('a pod with a misspelt key is refused with the key and the nearest one', async () => {
    const annotations = { 'iamra.dev/role-anr': roleOf('main-job') };
    const wrong = pod(setting, { name: 'wrong', serviceAccount: 'plain', annotations });
    await expect(create(wrong)).rejects.toThrow(/IAMRA301[^]*role-anr[^]*role-arn/);
  });

  it.concurrent('the same pod still gets credentials after its certificate was renewed and its session ended', async () => {
    const before = await certificateExpiry();
    await renewCertificate(machine, namespace, 'iamra-web');
    await pollCluster(async () => ((await certificateExpiry()) === before ? undefined : true));
    const seen = (await log('app=web', 'app')).length;
    const next = await pollCluster(async () => {
      const lines = (await log('app=web', 'app')).slice(seen);
      return lines.length > linesOfASession ? lines : undefined;
    });
    for (const line of next) expect(line).toMatch(assumed);
  });

  it('doctor finds nothing', async () => {
    const { stderr, stdout, exitCode } = await machine.iamra(['doctor', '-n', namespace]);
    expect(exitCode, stdout + stderr).toBe(0);
  });

  async function create(object: object): Promise<void> {
    await machine.kubectl(['create', '--filename=-'], JSON.stringify(object));
  }

  async function arnOf(workload: Workload): Promise<string> {
    await create(pod(setting, workload));
    const words = ['wait', '--for=jsonpath={.status.phase}=Succeeded', `pod/${workload.name}`];
    await machine.kubectl([...words, `-n=${namespace}`, '--timeout=120s']);
    return firstLine(`app=${workload.name}`, 'app');
  }

  async function log(selector: string, container: string): Promise<string[]> {
    const words = ['logs', `--selector=${selector}`, `--container=${container}`, '--tail=-1'];
    const text = await machine.kubectl([...words, `-n=${namespace}`]);
    return text.split('\n').filter((line) => line !== '');
  }

  function firstLine(selector: string, container: string): Promise<string> {
    return pollCluster(async () => (await log(selector, container))[0]);
  }

  async function webPods(): Promise<string[]> {
    const words = ['get', 'pods', `-n=${namespace}`, '--selector=app=web'];
    const names = await machine.kubectl([...words, '-o=jsonpath={.items[*].metadata.name}']);
    return names.split(' ').filter((name) => name !== '');
  }

  /** When the certificate ends that the Deployment's agent has in use. */
  async function certificateExpiry(): Promise<string> {
    const [name = ''] = await webPods();
    const path = `/api/v1/namespaces/${namespace}/pods/${name}:9912/proxy/metrics`;
    const page = await machine.kubectl(['get', '--raw', path]);
    return /^iamra_agent_certificate_expiry_timestamp_seconds (\S+)$/m.exec(page)?.[1] ?? '';
  }

  function caBundle(): Promise<string> {
    const path = '{.webhooks[0].clientConfig.caBundle}';
    const words = ['get', 'mutatingwebhookconfiguration', 'iamra-injector', `-o=jsonpath=${path}`];
    return machine.kubectl(words);
  }
});
