import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { certManager, type LoopbackCluster, loopbackCluster } from '../cli/support/cluster.ts';
import { recordingHelm } from '../cli/support/recording-helm.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: { addresses: [{ type: 'InternalIP', address: '127.0.0.1' }] },
};

/** Runs the demo on a cluster; no folder of it is left, whatever happens. */
async function demoOn(cluster: LoopbackCluster, ...flags: string[]): Promise<Ended> {
  const directory = await temporaryDirectory();
  const { path } = await recordingHelm();
  const ended = await runIamra(
    ['demo', '--cluster', '--context', 'test', '--helm-binary', path, ...flags],
    { directory, environment: { ...cluster.environment, TMPDIR: directory } },
  );
  expect((await readdir(directory)).filter((name) => name.startsWith('iamra-demo'))).toEqual([]);
  return ended;
}

/** The calls that change something. */
function writes({ api }: LoopbackCluster): string[] {
  return api.calls
    .filter(({ method, path }) => method !== 'GET' && !path.includes('selfsubjectaccessreviews'))
    .map(({ method, path }) => `${method} ${path}`);
}

describe('iamra demo --cluster', () => {
  it.each([
    ['--keep'],
    ['--image', 'iamra:dev'],
    ['--host', '10.0.0.1'],
    ['--port', '9977'],
    ['--context', 'home'],
    ['--kubeconfig', 'config'],
  ])('is what %s is for, and nothing else', async (...flags) => {
    const { stderr, exitCode } = await runIamra(['demo', ...flags]);
    expect(stderr).toMatch(new RegExp(`^Error IAMRA901 .*${flags[0]}: --cluster`));
    expect(exitCode).toBe(2);
  });

  it('takes no cluster that is not named, not even the current one', async () => {
    const cluster = await loopbackCluster(...certManager());
    const { stderr, exitCode } = await runIamra(['demo', '--cluster'], cluster);
    expect(stderr).toMatch(/^Error IAMRA901 .*not even the current one[^]*Fix: .*--context NAME/);
    expect(exitCode).toBe(2);
    expect(cluster.api.calls).toEqual([]);
  });

  it.each([
    ['--image', 'iamra:dev:2@'],
    ['--host', 'http://10.0.0.1:80'],
    ['--timeout', 'soon'],
  ])('refuses %s %s before it asks the cluster', async (...flags) => {
    const cluster = await loopbackCluster(...certManager());
    const { stderr, exitCode } = await demoOn(cluster, ...flags);
    expect(stderr).toMatch(new RegExp(`Error IAMRA901 ${flags[0]} “${flags[1]}”`));
    expect(exitCode).toBe(2);
    expect(cluster.api.calls).toEqual([]);
  });

  it('says that cert-manager is missing, with the command that installs it, and writes nothing', async () => {
    const cluster = await loopbackCluster(node);
    const { stderr, exitCode } = await demoOn(cluster);
    expect(stderr).toMatch(/Error IAMRA111 [^]*Fix: +helm install cert-manager/);
    expect(exitCode).toBe(3);
    expect(writes(cluster)).toEqual([]);
  });

  it.each([
    [
      'Namespace iamra-system',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iamra-system' } },
    ],
    [
      'Namespace iamra-demo',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iamra-demo' } },
    ],
    [
      'Secret cert-manager/iamra-workload-ca',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'iamra-workload-ca', namespace: 'cert-manager' },
      },
    ],
    [
      'ClusterIssuer iamra-workload',
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name: 'iamra-workload' },
      },
    ],
    [
      'MutatingWebhookConfiguration iamra-injector',
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        metadata: { name: 'iamra-injector' },
      },
    ],
  ])('leaves a cluster alone that has %s already', async (name, object) => {
    const cluster = await loopbackCluster(...certManager(), node, object);
    const { stderr, exitCode } = await demoOn(cluster);
    expect(stderr).toMatch(new RegExp(`Error IAMRA186 .*: ${name}\\. It is left alone\\.`));
    expect(exitCode).toBe(4);
    expect(writes(cluster)).toEqual([]);
  });

  it('tells how to take away an earlier demo', async () => {
    const labels = { 'app.kubernetes.io/managed-by': 'iamra-demo' };
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'iamra-demo', labels },
    };
    const { stderr } = await demoOn(await loopbackCluster(...certManager(), node, namespace));
    expect(stderr).toMatch(
      /Error IAMRA186 A demo is in the cluster [^]*Fix: .*Ctrl-C, or: iamra uninstall --force --context test; kubectl .* delete namespace iamra-demo iamra-system; kubectl .* delete secret/,
    );
  });

  it('asks for an address where the nodes tell none', async () => {
    const cluster = await loopbackCluster(...certManager());
    const { stderr, exitCode } = await demoOn(cluster);
    expect(stderr).toMatch(/Error IAMRA187 .*nodes name none[^]*Fix: .*--host ADDRESS/);
    expect(exitCode).toBe(3);
    expect(writes(cluster)).toEqual([]);
  });

  it.each([
    [
      'cannot pull the image',
      { state: { waiting: { reason: 'ImagePullBackOff', message: 'not found' } } },
      /Error IAMRA188 The cluster has no image iamra:dev, .*: not found\n +Fix: .*kind load .*--image/,
    ],
    [
      'does not reach the emulator',
      { lastState: { terminated: { exitCode: 1, message: 'connect ETIMEDOUT\n' } } },
      /Error IAMRA187 .* at http:\/\/127\.0\.0\.1:\d+: connect ETIMEDOUT\n +Fix: .*firewall.*--host/,
    ],
  ])('takes away what it made when the workload %s', async (_what, status, message) => {
    const cluster = await loopbackCluster(...certManager(), node, workloadPod(status));
    const { stderr, exitCode } = await demoOn(cluster, '--image', 'iamra:dev');
    expect(stderr).toMatch(message);
    expect(stderr).toContain('✓ Remove namespace iamra-demo');
    expect(exitCode).toBe(3);
    expect(cluster.api.list('Namespace')).toEqual([]);
    expect(writes(cluster).at(-1)).toBe('DELETE /api/v1/namespaces/iamra-demo');
  });

  it('leaves what it made with --keep, and tells how to remove it', async () => {
    const status = { state: { waiting: { reason: 'ErrImageNeverPull' } } };
    const cluster = await loopbackCluster(...certManager(), node, workloadPod(status));
    const directory = await temporaryDirectory();
    const { path } = await recordingHelm();
    const flags = ['--context', 'test', '--helm-binary', path, '--keep'];
    const environment = { ...cluster.environment, TMPDIR: directory };
    const { stderr, exitCode } = await runIamra(['demo', '--cluster', ...flags], { environment });
    expect(stderr).toMatch(/What is left [^]*iamra uninstall --force[^]*Error IAMRA188/);
    expect(exitCode).toBe(3);
    expect(cluster.api.get('Deployment', 'iamra-demo/hello-world')).toBeDefined();
  });
});

/** What the kubelet would say of the workload's pod. */
function workloadPod(status: object): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'hello-world-1', namespace: 'iamra-demo', labels: { app: 'hello-world' } },
    status: { initContainerStatuses: [{ name: 'reach-aws', image: 'iamra:dev', ...status }] },
  };
}
