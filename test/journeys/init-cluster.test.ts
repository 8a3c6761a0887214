import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListTrustAnchorsCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import type { CaSecret } from '../../src/core/cert-manager/workload-ca-secret.ts';
import {
  certManager,
  chartCa,
  type LoopbackCluster,
  loopbackCluster,
} from '../cli/support/cluster.ts';
import { emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { makeCa } from '../fixtures/certificates.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';

const initialise = ['init', '--cluster', 'home', '--yes'];
const caSecret = 'cert-manager/iamra-workload-ca';

interface Setting {
  readonly cluster: LoopbackCluster;
  readonly directory: string;
  readonly aws: Awaited<ReturnType<typeof emulatedAws>>;
  readonly run: (...words: string[]) => Promise<Ended>;
}

async function setting(...objects: readonly object[]): Promise<Setting> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws();
  const cluster = await loopbackCluster(...objects);
  const environment = { ...aws.environment, ...cluster.environment };
  const run = (...words: string[]): Promise<Ended> => runIamra(words, { directory, environment });
  return { cluster, directory, aws, run };
}

async function anchorCertificate({ aws }: Setting): Promise<string | undefined> {
  const client = rolesAnywhereClient(aws.emulator);
  const { trustAnchors = [] } = await client.send(new ListTrustAnchorsCommand({}));
  client.destroy();
  return trustAnchors[0]?.source?.sourceData?.x509CertificateData;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function callsBesideLock({ api }: LoopbackCluster): unknown[] {
  return api.calls.filter(({ path }) => !path.startsWith('/apis/coordination.k8s.io/v1'));
}

describe('iamra init with a cluster', () => {
  it('stores the CA where cert-manager reads it, tells where, and prints no key', async () => {
    const { cluster, directory, run } = await setting(...certManager());
    const { stdout, stderr, exitCode } = await run(...initialise);
    expect(stderr).toContain('in Secret cert-manager/iamra-workload-ca of context test');
    expect(exitCode).toBe(0);
    const secret = cluster.api.get('Secret', caSecret) as CaSecret | undefined;
    expect(secret).toMatchObject({
      type: 'kubernetes.io/tls',
      metadata: { labels: { 'app.kubernetes.io/managed-by': 'iamra' } },
    });
    expect(await readdir(directory)).toEqual(['iamra.yaml']);
    for (const text of [stdout, stderr, await readFile(join(directory, 'iamra.yaml'), 'utf8')]) {
      expect(text).not.toContain('PRIVATE KEY');
      expect(text).not.toContain(secret?.data?.['tls.key']);
    }
  });

  it('finds the namespace that cert-manager is told to use', async () => {
    const { cluster, run } = await setting(...certManager('security'));
    expect((await run(...initialise)).exitCode).toBe(0);
    expect(cluster.api.get('Secret', 'security/iamra-workload-ca')).toBeDefined();
  });

  it('uses the same CA again where iamra.yaml is lost, and changes nothing', async () => {
    const setup = await setting(...certManager());
    await setup.run(...initialise);
    const again = await setup.run(...initialise, '--config', 'other.yaml', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ applied: false });
  });

  it('keeps the CA of a run that failed at AWS', async () => {
    const { cluster, aws, run } = await setting(...certManager());
    const fault = { kind: 'error', status: 400 } as const;
    aws.emulator.setFaults([{ match: { operation: 'CreateTrustAnchor' }, fault }]);
    expect((await run(...initialise)).exitCode).toBe(4);
    const before = cluster.api.get('Secret', caSecret);
    aws.emulator.setFaults([]);
    expect((await run(...initialise)).exitCode).toBe(0);
    expect(before).toBeDefined();
    expect(cluster.api.get('Secret', caSecret)).toEqual(before);
  });

  it('writes nothing in a dry run', async () => {
    const { cluster, aws, run } = await setting(...certManager());
    const { stderr } = await run('init', '--cluster', 'home', '--dry-run');
    expect(stderr).toContain('+ create workload CA of cluster home');
    expect(cluster.api.list('Secret')).toEqual([]);
    expect(writes(await aws.operations())).toEqual([]);
  });

  it.each([[[]], [['--no-cluster']]])('keeps to the file that is named, with %j', async (more) => {
    const { cluster, directory, run } = await setting(...certManager());
    const { exitCode } = await run(...initialise, '--ca-key-file', 'ca.key', ...more);
    expect(exitCode).toBe(0);
    expect(await readdir(directory)).toContain('ca.key');
    expect(callsBesideLock(cluster)).toEqual([]);
  });

  it('needs no cluster once the trust anchor is there', async () => {
    const { cluster, run } = await setting(...certManager());
    await run(...initialise);
    const before = callsBesideLock(cluster).length;
    const { exitCode } = await run('init', '--role', 'web', '--service-account', 'a/b', '--yes');
    expect(exitCode).toBe(0);
    expect(callsBesideLock(cluster)).toHaveLength(before);
  });

  it('takes the CA that cert-manager made for the chart, without asking for its key', async () => {
    const ca = await makeCa(new Date());
    const setup = await setting(...certManager(), ...chartCa(ca.certificatePem));
    const { stderr, exitCode } = await setup.run(...initialise, '--ca', 'cluster');
    expect(stderr).toContain('of context test, made by cert-manager for the chart');
    expect(exitCode).toBe(0);
    const paths = setup.cluster.api.calls.map(({ path }) => path);
    expect(paths.filter((path) => path.includes('/secrets'))).toEqual([]);
    expect((await anchorCertificate(setup))?.trim()).toBe(ca.certificatePem.trim());
  });
});

describe('iamra init with a cluster refuses', () => {
  it.each([
    ['was not made by iamra', {}],
    ['--ca cluster', { annotations: { 'cert-manager.io/certificate-name': 'ca' } }],
  ])('a Secret of that name that is not its own: %s', async (expected, extra) => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'iamra-workload-ca', namespace: 'cert-manager', ...extra },
    };
    const { cluster, aws, run } = await setting(...certManager(), secret);
    const before = cluster.api.get('Secret', caSecret);
    const { stderr, exitCode } = await run(...initialise, '--context', 'test');
    expect(stderr).toContain('Error IAMRA166');
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(4);
    expect(cluster.api.get('Secret', caSecret)).toEqual(before);
    expect(await aws.operations()).toEqual([]);
  });

  it('a CA that was replaced: it is not in the trust anchor any more', async () => {
    const { cluster, run } = await setting(...certManager());
    await run(...initialise);
    const secret = cluster.api.get('Secret', caSecret) as { data?: object } | undefined;
    const other = await makeCa(new Date());
    cluster.api.put({ ...secret, data: { 'tls.crt': base64(other.certificatePem) } });
    const { stderr, exitCode } = await run(...initialise, '--context', 'test');
    expect(stderr).toMatch(/Error IAMRA209 .*Secret cert-manager\/iamra-workload-ca/);
    expect(exitCode).toBe(3);
  });

  it('a cluster without cert-manager that it was told to use', async () => {
    const { run } = await setting();
    const { stderr, exitCode } = await run(...initialise, '--context', 'test');
    expect(stderr).toContain('Error IAMRA111');
    expect(exitCode).toBe(3);
  });

  it('to make a CA where neither file nor usable cluster is there, and names both ways', async () => {
    const { aws, run } = await setting();
    const { stderr, exitCode } = await run(...initialise);
    expect(stderr).toMatch(
      /Error IAMRA902 [^]*no cert-manager[^]*--ca-key-file FILE[^]*--context NAME/,
    );
    expect(exitCode).toBe(2);
    expect(writes(await aws.operations())).toEqual([]);
  });

  it('a context that the kubeconfig does not have', async () => {
    const { run } = await setting(...certManager());
    const { stderr, exitCode } = await run(...initialise, '--context', 'tset');
    expect(stderr).toMatch(/Error IAMRA150 .*“tset”; it has test/);
    expect(exitCode).toBe(3);
  });

  it('--ca cluster on a machine without a kubeconfig', async () => {
    const commandLine = [...initialise, '--region', 'eu-west-1', '--ca', 'cluster'];
    const { stderr, exitCode } = await runIamra(commandLine);
    expect(stderr).toMatch(/Error IAMRA150 There is no kubeconfig\.[^]*--kubeconfig FILE/);
    expect(exitCode).toBe(3);
  });

  it('a cluster that does not answer', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    await mkdir(join(directory, '.kube'));
    const clusters = [{ name: 'c', cluster: { server: 'https://127.0.0.1:9' } }];
    const contexts = [{ name: 'c', context: { cluster: 'c', user: 'u' } }];
    const users = [{ name: 'u', user: { token: 't' } }];
    const kubeconfig = { 'current-context': 'c', clusters, contexts, users };
    await writeFile(join(directory, '.kube', 'config'), JSON.stringify(kubeconfig));
    const implicit = await runIamra(initialise, { directory, environment });
    expect(implicit.stderr).toMatch(/Error IAMRA902 .*did not answer/);
    const asked = await runIamra([...initialise, '--context', 'c'], { directory, environment });
    expect(asked.stderr).toMatch(/Error IAMRA101 .*did not answer/);
    expect(asked.exitCode).toBe(3);
  });

  it('a user who may not store the CA, before AWS is changed', async () => {
    const { cluster, aws, run } = await setting(...certManager());
    cluster.api.intercept(({ method, path }) =>
      method === 'POST' && path.endsWith('/secrets')
        ? { status: 403, body: { kind: 'Status', code: 403, message: 'secrets is forbidden' } }
        : undefined,
    );
    const { stderr, exitCode } = await run(...initialise);
    expect(stderr).toMatch(/Error IAMRA151 .*secrets is forbidden/);
    expect(exitCode).toBe(4);
    expect(writes(await aws.operations())).toEqual([]);
  });

  it.each([
    [['--ca', 'cluster', '--ca-key-file', 'f'], '--ca cluster and --ca-key-file'],
    [['--ca', 'cluster', '--no-cluster'], '--ca cluster and --no-cluster'],
    [['--ca', 'file'], '--ca-key-file FILE'],
    [['--context', 'test', '--no-cluster'], '--no-cluster'],
  ])('flags that contradict one another: %j', async (flags, expected) => {
    const { stderr, exitCode } = await runIamra([...initialise, '--region', 'eu-west-1', ...flags]);
    expect(stderr).toContain('Error IAMRA901');
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(2);
  });

  it('--ca file where there is no such file', async () => {
    const { run } = await setting();
    const { stderr, exitCode } = await run(...initialise, '--ca', 'file', '--ca-key-file', 'none');
    expect(stderr).toContain('Error IAMRA209 There is no file none.');
    expect(exitCode).toBe(3);
  });

  it('--ca cluster where the chart has no CA of its own', async () => {
    const { run } = await setting(...certManager());
    const { stderr } = await run(...initialise, '--ca', 'cluster');
    expect(stderr).toMatch(/Error IAMRA116 cert-manager has made no CA/);
  });
});
