import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { writes } from '../cli/support/emulated-aws.ts';
import { installed, installSetting as setting, upgrades } from '../cli/support/install-setting.ts';

const installResult = z.strictObject({
  cluster: z.literal('home'),
  context: z.literal('test'),
  release: z.literal('iamra-injector'),
  namespace: z.literal('iamra-system'),
  chartVersion: z.string(),
  changes: z.array(
    z.strictObject({
      action: z.enum(['create', 'update', 'keep', 'delete']),
      resource: z.string(),
      details: z.array(z.string()),
    }),
  ),
  applied: z.boolean(),
});

describe('iamra install', () => {
  it.each([
    ['v4.3.1', '--rollback-on-failure'],
    ['v3.22.0', '--atomic'],
  ])(
    'has Helm %s install the chart with what iamra.yaml says, and take failures back',
    async (version, flag) => {
      const { cluster, run, helmCalls } = await setting({ version });
      const { stdout, stderr, exitCode } = await run('install', '--yes', '--context', 'test');
      expect(stderr).toContain('+ create Helm release iamra-injector in namespace iamra-system');
      expect(stdout).toContain('iamra annotate deployment/NAME');
      expect(exitCode).toBe(0);
      const [check, install, ...others] = upgrades(helmCalls());
      expect(others).toEqual([]);
      expect(check?.commandLine).toContain('--dry-run=server');
      expect(install?.commandLine.join(' ')).toMatch(
        /^upgrade iamra-injector \S+\/charts\/iamra-injector --install --namespace iamra-system --create-namespace /,
      );
      expect(install?.commandLine).toEqual(
        expect.arrayContaining(['--wait', flag, '--kube-context']),
      );
      expect(JSON.parse(install?.input ?? '')).toEqual({
        cluster: 'home',
        region: 'eu-west-1',
        trustAnchorArn: expect.stringContaining(':trust-anchor/') as string,
        profileArn: expect.stringContaining(':profile/') as string,
        workloadIssuer: { ca: 'existingSecret', caSecretNamespace: 'cert-manager' },
        preflight: { enabled: false },
        driftDetection: {
          config: expect.stringContaining('cluster: home\n') as string,
          policyFiles: {},
        },
      });
      expect(cluster.api.list('MutatingWebhookConfiguration')).toEqual([]);
    },
  );

  it('is an upgrade the second time, and shows what differs', async () => {
    const { run, helmCalls } = await setting(installed('deployed'));
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain('~ update Helm release iamra-injector');
    expect(stderr).toContain('revision 3, deployed → 4');
    expect(stderr).toContain('region: us-east-1 → eu-west-1');
    expect(stderr).not.toContain('cluster: home');
    expect(exitCode).toBe(0);
    expect(upgrades(helmCalls())).toHaveLength(2);
  });

  it('ends only when the API server knows the webhook’s CA', async () => {
    const { cluster, run } = await setting();
    const folder = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/';
    let looks = 0;
    cluster.api.intercept(({ method, path }) => {
      if (method !== 'GET' || path !== `${folder}iamra-injector`) return undefined;
      const caBundle = ++looks > 2 ? { caBundle: 'Y2E=' } : {};
      const metadata = { name: 'iamra-injector' };
      return { status: 200, body: { metadata, webhooks: [{ clientConfig: caBundle }] } };
    });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain('Wait until the API server trusts the webhook');
    expect(looks).toBe(3);
    expect(exitCode).toBe(0);
  });

  it('ends an upgrade only when the webhooks with the old settings are gone', async () => {
    const { cluster, run } = await setting(installed('deployed'));
    const labels = {
      'app.kubernetes.io/name': 'iamra-injector',
      'app.kubernetes.io/component': 'webhook',
    };
    cluster.api.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'old',
        namespace: 'iamra-system',
        deletionTimestamp: '2026-01-01T00:00:00Z',
        labels,
      },
    });
    let looks = 0;
    cluster.api.intercept(({ path, query }) => {
      const isLook = path.endsWith('/iamra-system/pods') && query.has('labelSelector');
      if (isLook && ++looks === 3) cluster.api.remove('Pod', 'iamra-system/old');
      return undefined;
    });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain("Wait for the webhook's pods from before to end");
    expect(cluster.api.list('Pod')).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('hands on values of the user after its own, and a namespace of their choice', async () => {
    const { run, helmCalls } = await setting();
    await run(
      ...['install', '--yes', '--values', 'a.yaml', '--set', 'x=1', '--set-file', 'y=b.pem'],
      ...['--namespace', 'aws', '--timeout', '90s', '--reset-values'],
    );
    const commandLine = upgrades(helmCalls())[1]?.commandLine.join(' ');
    expect(commandLine).toContain('--values - --values a.yaml --set x=1 --set-file y=b.pem');
    expect(commandLine).toContain(
      '--namespace aws --create-namespace --reset-values --timeout 90s',
    );
  });

  it('writes nothing in a dry run, and answers in JSON', async () => {
    const { cluster, aws, run, helmCalls } = await setting();
    const before = (await aws.operations()).length;
    const stored = cluster.api.calls.length;
    const { stdout, exitCode } = await run('install', '--dry-run', '--json');
    expect(installResult.parse(JSON.parse(stdout)).applied).toBe(false);
    expect(exitCode).toBe(0);
    expect(upgrades(helmCalls()).map(({ commandLine }) => commandLine.at(-1))).not.toContain(
      '--wait',
    );
    expect(upgrades(helmCalls())).toHaveLength(1);
    expect(writes((await aws.operations()).slice(before))).toEqual([]);
    const written = cluster.api.calls
      .slice(stored)
      .filter(({ method, path }) => method !== 'GET' && !path.endsWith('reviews'));
    expect(written).toEqual([]);
  });

  it('stores the CA of a file where the cluster has none', async () => {
    const { cluster, options, run } = await setting({}, { isCaInFile: true });
    const refused = await run('install', '--yes');
    expect(refused.stderr).toMatch(/Error IAMRA116 [^]*--ca-key-file FILE/);
    expect(refused.exitCode).toBe(3);
    const { stderr, exitCode } = await run('install', '--yes', '--ca-key-file', 'ca.key');
    expect(stderr).toContain('+ create Secret cert-manager/iamra-workload-ca of context test');
    expect(exitCode).toBe(0);
    const key = (await readFile(join(options.directory, 'ca.key'), 'utf8')).split('\n')[1] ?? '';
    expect(stderr).not.toContain(key);
    expect(cluster.api.get('Secret', 'cert-manager/iamra-workload-ca')).toBeDefined();
    expect((await run('install', '--yes')).exitCode).toBe(0);
  });

  it.each([
    ['the chart', 'iamra-workload-ca', 'selfSigned'],
    ['a user', 'home-workload-ca', 'existingSecret'],
  ])('leaves the CA to cert-manager where %s had it made', async (_, certificate, ca) => {
    const { cluster, run, helmCalls } = await setting();
    const secret = cluster.api.get('Secret', 'cert-manager/iamra-workload-ca');
    const annotations = { 'cert-manager.io/certificate-name': certificate };
    cluster.api.put({
      ...secret,
      metadata: { name: 'iamra-workload-ca', namespace: 'cert-manager', annotations },
    });
    expect((await run('install', '--yes')).exitCode).toBe(0);
    expect(upgrades(helmCalls())[1]?.input).toContain(`"ca":"${ca}"`);
  });

  it('names the flag where nobody can be asked, and has changed nothing', async () => {
    const { run, helmCalls } = await setting();
    const { stderr, exitCode } = await run('install');
    expect(stderr).toMatch(/Error IAMRA902[^]*--yes/);
    expect(exitCode).toBe(2);
    expect(upgrades(helmCalls())).toHaveLength(1);
  });
});
