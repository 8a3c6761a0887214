import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { DisableTrustAnchorCommand, ListTrustAnchorsCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import type { DoctorResult } from '../../src/actions/doctor/doctor-result.ts';
import { codesOf, healthy } from '../cli/support/doctor-stage.ts';
import { writes } from '../cli/support/emulated-aws.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { answerAsAgent } from '../cli/support/running-workload.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';

describe('iamra doctor, where all is well', () => {
  it('finds nothing, skips nothing, and leaves nothing behind', async () => {
    const { aws, cluster, doctor } = await healthy();
    const before = (await aws.operations()).length;
    const result = await doctor();
    expect(codesOf(result)).toEqual([]);
    expect(result.checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    expect(result).toMatchObject({ ok: true, exitCode: 0, fixes: [] });
    // Unknown: the request whose answer tells the time.
    const calls = (await aws.operations()).slice(before);
    expect(writes(calls).filter((name) => name !== 'Unknown')).toEqual([]);
    const left = cluster.api
      .list('MutatingWebhookConfiguration')
      .map(({ metadata }) => metadata.name);
    expect(left).toEqual(['iamra-injector']);
    // That of the workload, and two identity controllers.
    expect(cluster.api.list('Pod')).toHaveLength(3);
    expect(cluster.api.calls.some(({ path }) => path.endsWith('/exec'))).toBe(false);
  });

  it('shows categories and checks as text, with what was looked at', async () => {
    const { run } = await healthy();
    const { stdout, stderr, exitCode } = await run('doctor');
    expect(stderr).toMatch(/^Asking the cluster and AWS/);
    expect(stdout).toMatch(/^cert-manager\n {2}✓ cert-manager runs/m);
    expect(stdout).toContain('(seen by TLS)');
    expect(stdout).toMatch(
      /✓ The agents have credentials \(1 pod; the first credentials end at 20/,
    );
    expect(stdout).toMatch(/^\d+ passed\.$/m);
    expect(exitCode).toBe(0);
  });
});

describe('iamra doctor, where something is wrong', () => {
  it('names cainjector and the command that starts it, and exits with 1 in every format', async () => {
    const { cluster, run, doctor } = await healthy();
    cluster.stopCainjector();
    const [result, { stdout, exitCode }] = await Promise.all([
      doctor('--only', 'cainjector'),
      run('doctor', '--only', 'cainjector'),
    ]);
    expect(result).toMatchObject({ ok: false, exitCode: 1 });
    expect(codesOf(result)).toEqual(['IAMRA113']);
    expect(stdout).toContain('Deployment cert-manager/cert-manager-cainjector is scaled to 0');
    expect(stdout).toMatch(/Fix: +kubectl scale .*--replicas 1/);
    expect(stdout).toMatch(/Docs: +https:\S+#iamra113/);
    expect(exitCode).toBe(1);
  });

  it('passes on what drift detection in the cluster has found, and that it fails', async () => {
    const { drift, doctor } = await healthy();
    drift({ driftedRoles: 2 });
    const drifted = await doctor('--only', 'drift-detection');
    expect(codesOf(drifted)).toEqual(['IAMRA280']);
    expect(drifted).toMatchObject({ ok: true, exitCode: 0 });
    drift({ failure: 'IAMRA205' });
    expect(codesOf(await doctor('--only', 'drift-detection'))).toEqual(['IAMRA282']);
  });

  it('names the condition of the trust policy that says no', async () => {
    const { aws, doctor } = await healthy();
    const iam = iamClient(aws.emulator);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'web' }));
    const policy = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'web',
        PolicyDocument: policy.replace('/sa/web', '/sa/api'),
      }),
    );
    iam.destroy();
    const { checks, exitCode } = await doctor();
    const [finding] = checks.find(({ name }) => name === 'trust-policies')?.findings ?? [];
    expect(finding?.message).toContain(
      'aws:PrincipalTag/x509SAN/URI "spiffe://home/ns/default/sa/api"',
    );
    expect(finding?.message).toContain('the request has "spiffe://home/ns/default/sa/web"');
    expect(exitCode).toBe(1);
  });

  it('finds a disabled trust anchor and another CA in the cluster', async () => {
    const { aws, cluster, doctor } = await healthy();
    const client = rolesAnywhereClient(aws.emulator);
    const { trustAnchors = [] } = await client.send(new ListTrustAnchorsCommand({}));
    const trustAnchorId = trustAnchors[0]?.trustAnchorId ?? '';
    await client.send(new DisableTrustAnchorCommand({ trustAnchorId }));
    client.destroy();
    const serving = cluster.api.get('Secret', 'iamra-system/iamra-injector-webhook');
    const { data } = serving as unknown as { data: object };
    const secret = cluster.api.get('Secret', 'cert-manager/iamra-workload-ca');
    cluster.api.put({ ...secret, data });
    expect(codesOf(await doctor())).toEqual(['IAMRA221', 'IAMRA224']);
  });

  it('hands on what the agent of a pod says, without exec', async () => {
    const { cluster, agentAnswers, doctor } = await healthy();
    agentAnswers();
    const body = 'IAMRA411 AWS does not find the trust anchor. Fix: aws rolesanywhere list\n';
    answerAsAgent(cluster.api, { status: 503, body });
    const { checks } = await doctor('--only', 'agents');
    expect(checks[0]?.findings).toMatchObject([
      {
        code: 'IAMRA411',
        message: expect.stringContaining('pod default/web-5d-abc') as string,
        fix: 'aws rolesanywhere list',
      },
    ]);
  });

  it('tells an agent that does not answer from one that has no credentials', async () => {
    const { agentAnswers, cluster, doctor } = await healthy();
    agentAnswers();
    const message = 'error trying to reach service: dial tcp 10.0.0.9:9912: connection refused';
    const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 503, message };
    cluster.api.intercept(({ path }) =>
      path.includes('/proxy/') ? { status: 503, body } : undefined,
    );
    const { checks } = await doctor('--only', 'agents');
    expect(checks[0]?.findings).toMatchObject([
      { code: 'IAMRA425', message: expect.stringContaining('connection refused') as string },
    ]);
  });

  it('lists owners of opted-in pods without the agent', async () => {
    const { cluster, doctor } = await healthy();
    const pod = cluster.api.get('Pod', 'default/web-5d-abc') as unknown as { spec: object };
    cluster.api.put({ ...pod, spec: { ...pod.spec, initContainers: [] } });
    const result = await doctor('--only', 'missing-agents');
    expect(result.checks[0]?.findings).toMatchObject([
      { code: 'IAMRA132', fix: 'kubectl rollout restart --namespace default deployment/web' },
    ]);
  });

  it('tells why the API server could not call the webhook', async () => {
    const { cluster, doctor } = await healthy();
    const message =
      'Internal error occurred: failed calling webhook "pod.credentials.iamra.dev": failed to call webhook: Post "https://x": no endpoints available for service "iamra-injector-webhook"';
    const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 500, message };
    cluster.refusePods({ status: 500, body });
    const { checks } = await doctor('--only', 'test-pod');
    expect(checks[0]?.findings).toMatchObject([{ code: 'IAMRA125', severity: 'fail' }]);
  });
});

describe('iamra doctor, where little can be seen', () => {
  it('tells once that there is no cluster, and looks at AWS all the same', async () => {
    const { aws } = await healthy();
    const directory = await temporaryDirectory();
    const { stdout, exitCode } = await runIamra(['doctor', '-o', 'json'], {
      directory,
      environment: aws.environment,
    });
    const result = JSON.parse(stdout) as DoctorResult;
    expect(codesOf(result)).toEqual(['IAMRA101']);
    expect(result.checks.find(({ name }) => name === 'aws-account')?.outcome).toBe('pass');
    expect(exitCode).toBe(1);
  });

  it('tells once that a cluster does not answer', async () => {
    const { cluster, directory, run } = await healthy();
    const kubeconfig = await readFile(cluster.api.kubeconfig, 'utf8');
    const dead = kubeconfig.replace(cluster.api.url, 'https://127.0.0.1:1');
    await writeFile(join(directory, 'dead.kubeconfig'), dead);
    const words = ['--skip', 'aws', '--kubeconfig', 'dead.kubeconfig'];
    const { stdout } = await run('doctor', ...words);
    expect(stdout.match(/^ {4}IAMRA101 /gm)).toHaveLength(1);
  });

  it('warns where there are no AWS credentials, and skips what needs them', async () => {
    const { cluster } = await healthy();
    const directory = await temporaryDirectory();
    const { stdout, exitCode } = await runIamra(['doctor', '--json', '--region', 'eu-west-1'], {
      directory,
      environment: { ...cluster.environment, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    const result = JSON.parse(stdout) as DoctorResult;
    expect(codesOf(result)).toEqual(['IAMRA201']);
    expect(result.checks.find(({ name }) => name === 'trust-anchor')).toMatchObject({
      outcome: 'skip',
      reason: 'see IAMRA201 above',
    });
    expect(exitCode).toBe(0);
  });

  it('refuses an unknown check with exit code 2', async () => {
    const { stderr, exitCode } = await runIamra(['doctor', '--only', 'cainjektor']);
    expect(stderr).toContain('did you mean “cainjector”?');
    expect(exitCode).toBe(2);
  });
});

describe('iamra doctor --fix', () => {
  const waiting = [
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web-5d', namespace: 'default' },
      spec: { replicas: 2 },
      status: { replicas: 1 },
    },
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'web-5d.1', namespace: 'default' },
      reason: 'FailedCreate',
      involvedObject: {
        ...{ apiVersion: 'apps/v1', kind: 'ReplicaSet' },
        ...{ namespace: 'default', name: 'web-5d' },
      },
      message:
        'Error creating: Internal error occurred: failed calling webhook "pod.credentials.iamra.dev": connection refused',
    },
  ];

  it('wakes a ReplicaSet that waits in back-off, and says so', async () => {
    const { cluster, run, doctor } = await healthy();
    cluster.api.put(...waiting);
    const seen = await doctor();
    expect(codesOf(seen)).toEqual(['IAMRA140']);
    expect(seen).toMatchObject({ exitCode: 0, fixes: [] });
    const { stdout, exitCode } = await run('doctor', '--fix');
    expect(stdout).toMatch(/✓ ReplicaSet default\/web-5d: woken by the annotation/);
    expect(exitCode).toBe(0);
    const woken = cluster.api.get('ReplicaSet', 'default/web-5d');
    expect(woken?.metadata.annotations).toHaveProperty(['iamra.dev/woken-at']);
  });

  it('leaves it alone while pods are not injected', async () => {
    const { cluster, doctor } = await healthy();
    cluster.api.put(...waiting);
    cluster.api.remove('MutatingWebhookConfiguration', 'iamra-injector');
    cluster.refusePods({ status: 201, body: { metadata: {}, spec: { containers: [] } } });
    const { fixes } = await doctor('--fix');
    expect(fixes).toMatchObject([{ subject: 'ReplicaSet default/web-5d', outcome: 'left' }]);
  });

  it('leaves alone what lacks no pod any more', async () => {
    const { cluster, doctor } = await healthy();
    const [replicaSet, event] = waiting;
    cluster.api.put({ ...replicaSet, status: { replicas: 2 } }, event as object);
    expect(codesOf(await doctor('--only', 'workloads'))).toEqual([]);
  });
});
