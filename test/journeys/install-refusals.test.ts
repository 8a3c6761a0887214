import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type CaSecret, workloadCaSecret } from '../../src/core/cert-manager/workload-ca-secret.ts';
import { certManager, loopbackCluster } from '../cli/support/cluster.ts';
import { emulatedAws } from '../cli/support/emulated-aws.ts';
import { installed, installSetting as setting, upgrades } from '../cli/support/install-setting.ts';
import { recordingHelm } from '../cli/support/recording-helm.ts';
import { runIamra, startIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { makeCa } from '../fixtures/certificates.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

describe('iamra install refuses', () => {
  it('a cluster whose cainjector does not work, and leaves no trace', async () => {
    const directory = await temporaryDirectory();
    const aws = await emulatedAws();
    const cluster = await loopbackCluster(...certManager());
    const helm = await recordingHelm();
    const options = { directory, environment: { ...aws.environment, ...cluster.environment } };
    await runIamra(['init', '--cluster', 'home', '--yes'], options);
    const deployment = cluster.api.get('Deployment', 'cert-manager/cert-manager-cainjector');
    cluster.api.put({ ...deployment, spec: { replicas: 0 }, status: {} });
    const install = ['install', '--yes', '--helm-binary', helm.path];
    const { stderr, exitCode } = await runIamra(install, options);
    expect(stderr).toContain(
      'Error IAMRA113 cainjector did not fill in a caBundle within 10 s: Deployment cert-manager/cert-manager-cainjector is scaled to 0.',
    );
    expect(stderr).toContain(
      'kubectl scale --namespace cert-manager deployment/cert-manager-cainjector --replicas 1',
    );
    expect(exitCode).toBe(3);
    expect(upgrades(helm.calls())).toEqual([]);
    expect(cluster.api.list('MutatingWebhookConfiguration')).toEqual([]);
  });

  it('a cluster without cert-manager', async () => {
    const { cluster, run } = await setting();
    cluster.api.remove('CustomResourceDefinition', 'clusterissuers.cert-manager.io');
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain(
      'Error IAMRA111 The cluster does not serve ClusterIssuer of cert-manager.',
    );
    expect(exitCode).toBe(3);
  });

  it('a CA that is not in the trust anchor', async () => {
    const { cluster, run, helmCalls } = await setting();
    const secret = cluster.api.get('Secret', 'cert-manager/iamra-workload-ca');
    const { data } = workloadCaSecret('cert-manager', await makeCa(new Date(), { name: 'other' }));
    cluster.api.put({ ...secret, data });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toMatch(/Error IAMRA224 .*CN=iamra workload CA other.*trust anchor iamra-home/);
    expect(exitCode).toBe(3);
    expect(upgrades(helmCalls())).toEqual([]);
  });

  it('a CA without its key', async () => {
    const { cluster, run } = await setting();
    const secret = cluster.api.get('Secret', 'cert-manager/iamra-workload-ca');
    const { data } = secret as unknown as CaSecret;
    cluster.api.put({ ...secret, data: { 'tls.crt': data?.['tls.crt'] } });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain(
      'Error IAMRA116 The Secret cert-manager/iamra-workload-ca holds no private key',
    );
    expect(exitCode).toBe(3);
  });

  it('a folder in which iamra init was not run', async () => {
    const { cluster, options } = await setting();
    const directory = await temporaryDirectory();
    const { stderr, exitCode } = await runIamra(['install', '--yes'], { ...options, directory });
    expect(stderr).toMatch(/Error IAMRA167 There is no iamra\.yaml\.[^]*iamra init/);
    expect(exitCode).toBe(2);
    expect(cluster.api.calls.filter(({ path }) => path.includes('webhook'))).toEqual([]);
  });

  it('a machine without Helm', async () => {
    const { options } = await setting();
    const { stderr, exitCode } = await runIamra(['install', '--yes'], options);
    expect(stderr).toMatch(/Error IAMRA160 “helm” cannot be run: there is no such program/);
    expect(exitCode).toBe(3);
  });

  it('a Helm that is too old', async () => {
    const { run } = await setting({ version: 'v3.9.4' });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain('Error IAMRA161 This is Helm v3.9.4; iamra needs 3.14 or later.');
    expect(exitCode).toBe(3);
  });

  it('a release that an earlier Helm left half-way, with the command that mends it', async () => {
    const { run, helmCalls } = await setting(installed('pending-upgrade'));
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toMatch(/Error IAMRA162 .*is pending-upgrade/);
    expect(stderr).toContain(
      'helm rollback iamra-injector --namespace iamra-system --kube-context test',
    );
    expect(exitCode).toBe(3);
    expect(upgrades(helmCalls())).toEqual([]);
  });

  it('a user who may not install, before anything is tried', async () => {
    const { cluster, run } = await setting();
    cluster.api.intercept(({ path, body }) => {
      if (!path.endsWith('/selfsubjectaccessreviews')) return undefined;
      return { status: 201, body: { ...(body as object), status: { allowed: false } } };
    });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toMatch(
      /Error IAMRA168 The user of context test may not create mutatingwebhook/,
    );
    expect(exitCode).toBe(4);
  });

  it('a duration that Helm would not understand', async () => {
    const { stderr, exitCode } = await runIamra(['install', '--timeout', '5 minutes']);
    expect(stderr).toContain('Error IAMRA901 --timeout “5 minutes” is not a duration.');
    expect(exitCode).toBe(2);
  });
});

describe('iamra install where Helm fails', () => {
  it('says Helm’s last words, and removes the namespace that it made', async () => {
    const words = 'level=WARN msg=x\nError: INSTALLATION FAILED: admission denied: no';
    const { cluster, run } = await setting({ failures: { 'upgrade --wait': words } });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain(
      'Error IAMRA163 Install iamra-injector: INSTALLATION FAILED: admission denied: no',
    );
    expect(stderr).toContain('Nothing is left of it');
    expect(exitCode).toBe(4);
    const removed = cluster.api.calls.filter(
      ({ method, path }) => method === 'DELETE' && path.endsWith('/iamra-system'),
    );
    expect(removed).toHaveLength(1);
  });

  it('never removes a namespace that was there', async () => {
    const { cluster, run } = await setting({ failures: { 'upgrade --wait': 'Error: no' } });
    cluster.api.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iamra-system' } });
    expect((await run('install', '--yes')).exitCode).toBe(4);
    expect(cluster.api.get('Namespace', 'iamra-system')).toBeDefined();
  });

  it('says that it came too late, with exit code 124', async () => {
    const failures = { 'upgrade --wait': 'Error: UPGRADE FAILED: context deadline exceeded' };
    const { run } = await setting({ ...installed('deployed'), failures });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toContain('Error IAMRA164');
    expect(exitCode).toBe(124);
  });

  it('stops before the plan where the chart does not take the values', async () => {
    const failures = { 'upgrade --dry-run=server': "Error: values don't meet the specifications" };
    const { run } = await setting({ failures });
    const { stderr, exitCode } = await run('install', '--yes', '--set', 'clutser=x');
    expect(stderr).toMatch(/Error IAMRA163 Check of the chart: values don't meet/);
    expect(stderr).not.toContain('+ create');
    expect(exitCode).toBe(4);
  });

  it('tells a refusal of the chart’s own by its code and its fix', async () => {
    const words =
      "Error: execution error at (iamra-injector/templates/preflight/render-checks.yaml:9:4): \n\nIAMRA370 EKS' own webhook answers.\nFix: --set compatibility.eksAnnotations=false\n\nUse --debug flag to render out invalid YAML";
    const { run, helmCalls } = await setting({ failures: { 'upgrade --dry-run=server': words } });
    const { stderr, exitCode } = await run('install', '--yes');
    expect(stderr).toMatch(
      /Error IAMRA370 Check of the chart: EKS' own webhook answers\.\n +Fix: +--set compatibility.eksAnnotations=false\n/,
    );
    expect(upgrades(helmCalls())).toHaveLength(1);
    expect(exitCode).toBe(3);
  });
});

describe('iamra install on Ctrl-C', () => {
  it('has Helm take back what it began, and says so', async () => {
    const { cluster, options, helm } = await setting({ isSlow: true });
    const child = startIamra(['install', '--yes', '--helm-binary', helm.path], options);
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await pollUntil(() => upgrades(helm.calls())[1]);
    child.kill('SIGINT');
    const [exitCode] = (await once(child, 'close')) as [number];
    expect(stderr).toContain('Error IAMRA905 Interrupted at “helm upgrade”; Helm takes back');
    expect(stderr).toContain('Nothing is left of it.');
    expect(exitCode).toBe(130);
    expect(cluster.api.get('Namespace', 'iamra-system')).toBeUndefined();
  });
});

describe('iamra install and the environment', () => {
  it('keeps Helm on the cluster of the plan, whatever HELM_KUBECONTEXT says', async () => {
    const { options, run, helmCalls } = await setting();
    Object.assign(options.environment, { HELM_KUBECONTEXT: 'elsewhere', AWS_PROFILE_HINT: 'kept' });
    await run('install', '--dry-run');
    const [call] = upgrades(helmCalls());
    expect(call?.environment).not.toHaveProperty('HELM_KUBECONTEXT');
    expect(call?.environment).toHaveProperty('AWS_PROFILE_HINT');
    expect(call?.commandLine.slice(-2)).toEqual(['--kube-context', 'test']);
  });
});
