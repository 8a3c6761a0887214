import { describe, expect, it } from 'vitest';
import { type LoopbackCluster, loopbackCluster } from '../cli/support/cluster.ts';
import { type HelmCall, type HelmScript, recordingHelm } from '../cli/support/recording-helm.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';

interface Setting {
  readonly cluster: LoopbackCluster;
  readonly run: (...words: string[]) => Promise<Ended>;
  readonly removals: () => HelmCall[];
}

const installed: HelmScript = { release: { version: 1, info: { status: 'deployed' } } };

async function setting(script: HelmScript, ...objects: readonly object[]): Promise<Setting> {
  const cluster = await loopbackCluster(...objects);
  const helm = await recordingHelm(script);
  const { environment } = cluster;
  return {
    cluster,
    run: (...words) =>
      runIamra(['uninstall', '--helm-binary', helm.path, ...words], { environment }),
    removals: () => helm.calls().filter(({ commandLine }) => commandLine[0] === 'uninstall'),
  };
}

const pod = (name: string, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    labels: { 'iamra.dev/injected': 'true', 'pod-template-hash': '5d4' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-5d4', controller: true }],
    ...more,
  },
});
const account = (name: string, annotations: object): object => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: 'shop', annotations },
});
const users = [
  pod('web-5d4-a'),
  pod('web-5d4-b'),
  account('api', { 'iamra.dev/role-arn': 'arn:aws:iam::123456789012:role/api' }),
  account('default', {}),
];

const definition = (name: string): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
});
const rule = (kind: string, name: string, namespace?: string): object => ({
  apiVersion: 'iamra.dev/v1alpha1',
  kind,
  metadata: { name, ...(namespace && { namespace }) },
});
const rules = [
  definition('clusterinjectionrules.iamra.dev'),
  definition('injectionrules.iamra.dev'),
  rule('ClusterInjectionRule', 'node-exporter'),
  rule('InjectionRule', 'ca-bundle', 'shop'),
];

describe('iamra uninstall', () => {
  it('says first what it does not touch, removes the release, and says what stays', async () => {
    const { run, removals } = await setting(installed);
    const { stdout, stderr, exitCode } = await run('--yes');
    expect(stderr).toMatch(
      /^Not touched: anything in AWS, cert-manager, the Secret of the workload CA/,
    );
    expect(stdout).toMatch(
      /^Gone: release iamra-injector in namespace iamra-system of context test\./,
    );
    expect(stdout).toContain('namespace iamra-system, with the Secrets that cert-manager made');
    expect(exitCode).toBe(0);
    expect(removals()[0]?.commandLine.join(' ')).toMatch(
      /^uninstall iamra-injector --namespace iamra-system --wait --timeout 5m0s .*--kube-context test$/,
    );
  });

  it('refuses while workloads need it, names them, and removes nothing', async () => {
    const { run, removals } = await setting(installed, ...users);
    const { stderr, exitCode } = await run('--yes');
    expect(stderr).toContain('Error IAMRA169');
    expect(stderr).toContain(
      'Deployment shop/web (2 pods with the agent), ServiceAccount shop/api (annotated).',
    );
    expect(stderr).not.toContain('shop/default');
    expect(exitCode).toBe(4);
    expect(removals()).toEqual([]);
  });

  it('counts a ServiceAccount with EKS’ role where the installation reads it', async () => {
    const eks = account('orders', {
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/orders',
    });
    const settings = (eksAnnotations: boolean): object => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'iamra-injector-settings', namespace: 'iamra-system' },
      data: { 'settings.json': JSON.stringify({ compatibility: { eksAnnotations } }) },
    });
    const { run, cluster } = await setting(installed, eks, settings(true));
    expect((await run('--yes')).stderr).toContain('ServiceAccount shop/orders (annotated)');
    cluster.api.put(settings(false));
    expect((await run('--yes')).exitCode).toBe(0);
  });

  it('does not count pods that are ending', async () => {
    const ending = pod('web-5d4-a', { deletionTimestamp: '2026-01-01T00:00:00Z' });
    const { run, removals } = await setting(installed, ending);
    const { stderr, exitCode } = await run('--yes');
    expect(exitCode, stderr).toBe(0);
    expect(removals()).toHaveLength(1);
  });

  it('insists with --force, and lists whose annotations stay', async () => {
    const { run, removals } = await setting(installed, ...users);
    const { stdout, stderr, exitCode } = await run('--yes', '--force');
    expect(stderr).toContain('Deployment shop/web (2 pods with the agent) gets no credentials');
    expect(stdout).toContain('the annotations of ServiceAccount shop/api');
    expect(exitCode).toBe(0);
    expect(removals()).toHaveLength(1);
  });

  it('names the injection rules that stay, and their definitions', async () => {
    const { run } = await setting(installed, ...rules);
    const { stdout, stderr, exitCode } = await run('--yes');
    expect(stderr).toContain('ClusterInjectionRule node-exporter is applied to no further pod');
    expect(stdout).toContain(
      'the definitions clusterinjectionrules.iamra.dev and injectionrules.iamra.dev',
    );
    expect(stdout).toContain('InjectionRule shop/ca-bundle');
    expect(exitCode, stderr).toBe(0);
  });

  it('has nothing to do where nothing is installed', async () => {
    const { run, removals } = await setting({}, ...users);
    const { stdout, exitCode } = await run('--yes', '--json');
    expect(JSON.parse(stdout)).toEqual({
      context: 'test',
      release: 'iamra-injector',
      namespace: 'iamra-system',
      changes: [],
      applied: false,
      stays: [],
    });
    expect(exitCode).toBe(0);
    expect(removals()).toEqual([]);
  });

  it.each([
    ['--dry-run', 0, 'Dry run: nothing was removed.'],
    ['--no-color', 2, 'Error IAMRA902'],
  ])('removes nothing without consent: %s', async (flag, expectedCode, expected) => {
    const { run, removals } = await setting(installed);
    const { stderr, exitCode } = await run(...(flag === '--dry-run' ? [flag] : []));
    expect(stderr).toContain('- delete Helm release iamra-injector');
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(expectedCode);
    expect(removals()).toEqual([]);
  });
});
