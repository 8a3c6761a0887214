import { describe, expect, it } from 'vitest';
import {
  annotatingUser,
  certificate,
  child,
  controller,
  installation,
  workload,
} from '../cli/support/annotating.ts';
import { roleArn, settings } from '../fixtures/pods.ts';

const annotate = ['annotate', 'deployment', 'web', '--role', 'web', '--yes'];

describe('iamra annotate refuses', () => {
  it.each([
    [['annotate', 'deployment', 'web', '--role', 'wbe'], 'IAMRA170', 'did you mean “web”?', 2],
    [['annotate', 'deployment', 'wbe', '--role', 'web'], 'IAMRA172', 'did you mean “web”?', 2],
    [['annotate', 'deployment', 'web', '--role', 'web', '-n', 'x'], 'IAMRA172', 'Namespace x', 2],
    [['annotate', 'pod/web', '--role', 'web'], 'IAMRA901', 'too late', 2],
    [['annotate', 'deployment', 'web'], 'IAMRA901', 'role', 2],
    [['annotate', 'deploy/web', '--role=web', '--timeout=soon'], 'IAMRA901', '“soon”', 2],
    [['annotate', 'deploy/web', '--role=web', '--context=prod'], 'IAMRA150', '“prod”', 3],
    [['annotate', 'deploy/web', '--role=web', '--config=x.yaml'], 'IAMRA904', 'x.yaml', 3],
    [['unannotate', 'deployment', 'wbe'], 'IAMRA172', 'did you mean “web”?', 2],
  ])('%j with %s', async (words, code, expected, exit) => {
    const { run, writes } = await annotatingUser(workload());
    const { stderr, exitCode } = await run(...words);
    expect(stderr).toContain(`Error ${code}`);
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(exit);
    expect(writes()).toBe(0);
  });

  it('a ServiceAccount that the role does not trust, with the command that would change it', async () => {
    const { run, writes } = await annotatingUser(workload({ pod: { serviceAccountName: 'api' } }));
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain('Error IAMRA171 Role web does not trust ServiceAccount default/api');
    expect(stderr).toContain('iamra role add web --service-account default/api');
    expect(exitCode).toBe(4);
    expect(writes()).toBe(0);
  });

  it('nothing, but warns, where it is ServiceAccount default', async () => {
    const { run } = await annotatingUser(workload({ pod: { serviceAccountName: 'default' } }));
    const { stderr, exitCode } = await run(...annotate, '--dry-run');
    expect(stderr).toContain('warning IAMRA180 ServiceAccount default/default');
    expect(exitCode).toBe(0);
  });

  it('a Job that was started, with the command that recreates it', async () => {
    const { run, writes } = await annotatingUser(workload({ kind: 'Job', name: 'once' }));
    const { stderr, exitCode } = await run('annotate', 'job', 'once', '--role', 'web', '--yes');
    expect(stderr).toContain('Error IAMRA173 The pod template of Job default/once');
    expect(stderr).toContain('| kubectl replace --force -f -');
    expect(exitCode).toBe(4);
    expect(writes()).toBe(0);
  });

  it.each([
    [workload({ pod: { hostNetwork: true } }), 'IAMRA305'],
    [workload({ annotations: { 'iamra.dev/role-anr': roleArn } }), 'IAMRA301'],
  ])('pods that the webhook would refuse, before anything is written', async (object, code) => {
    const { run, writes } = await annotatingUser(object);
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain(`Error ${code} The webhook would refuse the pods of Deployment`);
    expect(exitCode).not.toBe(0);
    expect(writes()).toBe(0);
  });

  it('a cluster without iamra', async () => {
    const { api, run } = await annotatingUser(workload());
    api.remove('ConfigMap', `${installation.metadata.namespace}/${installation.metadata.name}`);
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain('Error IAMRA178');
    expect(stderr).toContain('iamra install');
    expect(exitCode).toBe(3);
  });

  it('a workload that the webhook would leave alone', async () => {
    const { api, run } = await annotatingUser(workload());
    const excluding = JSON.stringify({ ...settings, excludedNamespaces: ['default'] });
    api.put({ ...installation, data: { 'settings.json': excluding } });
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toMatch(/Error IAMRA181 .*namespace “default” is excluded from injection/);
    expect(exitCode).toBe(4);
  });

  it('to guess what settings that it cannot read mean', async () => {
    const { api, run } = await annotatingUser(workload());
    api.put({ ...installation, data: { 'settings.json': '{' } });
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain('Error IAMRA185');
    expect(exitCode).toBe(3);
  });

  it('a cluster that makes the identities of another', async () => {
    const other = { ...certificate('True', 'issued'), spec: { uris: ['spiffe://work/x'] } };
    const { run } = await annotatingUser(workload(), other);
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toMatch(
      /Error IAMRA179 .*spiffe:\/\/work\/x.*spiffe:\/\/home\/ns\/default\/sa\/web/,
    );
    expect(exitCode).toBe(3);
  });

  it('what Argo CD manages without --even-if-managed, and prints the patch for git', async () => {
    const labels = { 'argocd.argoproj.io/instance': 'web' };
    const { run, writes } = await annotatingUser(workload({ labels }));
    const words = ['annotate', 'deployment/web', '--role', 'web'];
    const { stderr, exitCode } = await run(...words);
    expect(stderr).toContain(
      'Error IAMRA177 Argo CD (Application web) manages Deployment default/web',
    );
    expect(stderr).toContain(`        iamra.dev/role-arn: ${roleArn}`);
    expect(exitCode).toBe(2);
    expect(writes()).toBe(0);
    expect((await run(...words, '--yes', '--no-wait')).exitCode).toBe(2);
    expect(writes()).toBe(0);
    const meant = await run(...words, '--yes', '--even-if-managed', '--no-wait');
    expect(meant.exitCode, meant.stderr).toBe(0);
    expect(writes()).toBe(1);
  });

  it('to write where Kubernetes would refuse it, in its words', async () => {
    const { api, run, writes } = await annotatingUser(workload());
    const message = 'deployments.apps "web" is forbidden: User "ann" cannot patch';
    api.intercept(({ method }) =>
      method === 'PATCH'
        ? { status: 403, body: { kind: 'Status', code: 403, reason: 'Forbidden', message } }
        : undefined,
    );
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain('Error IAMRA151');
    expect(stderr).toContain(message);
    expect(exitCode).toBe(4);
    expect(writes()).toBe(0);
  });
});

describe('a rollout that does not end', () => {
  it('fails at once with what admission says, verbatim', async () => {
    const { api, run } = await annotatingUser(workload());
    const message =
      'admission webhook "pod.credentials.iamra.dev" denied the request: IAMRA303 the ARNs disagree';
    const refused = controller(api, (deployment, uid) => [
      { ...deployment, status: { observedGeneration: 2, replicas: 1 } },
      child(
        'ReplicaSet',
        { uid },
        {
          status: { conditions: [{ type: 'ReplicaFailure', status: 'True', message }] },
        },
      ),
    ]);
    const { stderr, exitCode } = await run(...annotate);
    await refused;
    expect(stderr).toContain('Error IAMRA174 The rollout of Deployment default/web failed: ');
    expect(stderr).toContain(message);
    expect(stderr).toContain('iamra unannotate deployment/web -n default');
    expect(stderr).toContain('What was written stays');
    expect(exitCode).toBe(4);
  });

  it('ends after --timeout with the last words of the agent', async () => {
    const { api, run } = await annotatingUser(workload());
    const terminated = { exitCode: 1, message: 'IAMRA407 AWS does not trust the certificate.' };
    const crashed = controller(api, (deployment, uid) => [
      { ...deployment, status: { observedGeneration: 2, replicas: 1 } },
      child('ReplicaSet', { uid }, {}),
      child(
        'Pod',
        { uid: 'ReplicaSet-uid' },
        {
          status: { initContainerStatuses: [{ name: 'iamra-agent', lastState: { terminated } }] },
        },
      ),
    ]);
    const { stderr, exitCode } = await run(...annotate, '--timeout', '3s');
    await crashed;
    expect(stderr).toMatch(
      /Error IAMRA175 .* did not end within 3 s: pod web-pod: iamra-agent ended: IAMRA407/,
    );
    expect(exitCode).toBe(124);
  });

  it('is taken up again by the same command, and told why', async () => {
    const annotations = { 'iamra.dev/role-arn': roleArn };
    const { run, api } = await annotatingUser({
      ...workload({ annotations }),
      status: { observedGeneration: 1, replicas: 1 },
    });
    api.put({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'web.1', namespace: 'default' },
      involvedObject: {
        kind: 'Deployment',
        uid: api.get('Deployment', 'default/web')?.metadata.uid,
      },
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'failed calling webhook: connection refused',
    });
    const { stderr, exitCode } = await run(...annotate, '--timeout', '0');
    expect(stderr).toContain('failed calling webhook: connection refused');
    expect(exitCode).toBe(124);
  });
});
