import { beforeAll, describe, expect, it } from 'vitest';
import { admit, asked, input } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { useInstalledChart } from './support/installed-chart.ts';
import { agent, annotatedAccount, type PodOptions, reviewPod } from './support/review-pod.ts';

const server = useInstalledChart({ serviceAccountOptIn: 'webhook' });
const role = { 'iamra.dev/role-arn': 'arn:aws:iam::123456789012:role/web' };
/** As the kubelet makes one of a file of its own. */
const mirror = {
  annotations: { ...role, 'kubernetes.io/config.mirror': 'x' },
  serviceAccount: '',
  nodeName: 'node',
};
const optedIn = { 'iamra.dev/opted-in': 'true' };

beforeAll(async () => {
  await annotatedAccount(server(), 'web', role, optedIn);
  await annotatedAccount(server(), 'out', { ...role, 'iamra.dev/inject': 'false' }, optedIn);
});

describe('with a webhook that cannot be called', () => {
  const admitted: ReadonlyArray<readonly [string, PodOptions]> = [
    ['without annotations', {}],
    ['with no annotation of ours', { annotations: { 'example.com/iamra.dev': 'x' } }],
    ['that refuses credentials', { annotations: { ...role, 'iamra.dev/inject': 'false' } }],
    ['in an excluded namespace', { namespace: 'kube-system', annotations: role }],
    ['that the kubelet runs by itself', mirror],
  ];

  it.each(admitted)('a pod %s is admitted', async (_which, pod) => {
    expect(await reviewPod(server(), pod)).toMatchObject({ exitCode: 0 });
  });

  it.each(['iamra.dev/role-arn', 'iamra.dev/role-anr'])(
    'a pod with the annotation %s is refused',
    async (key) => {
      const { stderr } = await reviewPod(server(), { annotations: { [key]: 'x' } });

      expect(stderr).toContain('failed calling webhook "pod.credentials.iamra.dev"');
    },
  );

  it('a pod whose ServiceAccount asks is refused by the guard', async () => {
    const { stderr } = await reviewPod(server(), { serviceAccount: 'web' });

    expect(stderr).toMatch(
      /\(Forbidden\).* IAMRA312 Pod team-a\/web-\w+ asks for AWS credentials by its ServiceAccount web,.* Fix: /,
    );
  });

  it('a pod that asks in an excluded namespace gets a warning', async () => {
    const { stderr } = await reviewPod(server(), { namespace: 'kube-system', annotations: role });

    expect(stderr).toMatch(
      /^Warning: .*IAMRA327 Pod kube-system\/web-\w+ asks for AWS credentials/,
    );
  });

  it('a namespace with the label iamra.dev/inject=false is left out, with one warning', async () => {
    // The API server sees the labels in this order: with the second one it has seen the first.
    const namespaces = ['kube-system', 'team-b'];
    const label = (value: string): Promise<unknown> =>
      server().kubectl(['label', 'namespace', ...namespaces, `iamra.dev/inject${value}`]);
    await label('=false');

    const left = await pollUntil(async () => {
      const ended = await reviewPod(server(), { namespace: 'team-b', annotations: role });
      return ended.stderr.includes('IAMRA327') ? ended : undefined;
    });
    const listed = await reviewPod(server(), { namespace: 'kube-system', annotations: role });
    for (const { exitCode, stderr } of [left, listed]) {
      expect(exitCode).toBe(0);
      expect(stderr.match(/IAMRA327/g)).toHaveLength(1);
    }
    await label('-');
  });

  it('a pod that asks for nothing in an excluded namespace gets no warning', async () => {
    expect(await reviewPod(server(), { namespace: 'kube-system' })).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
  });
});

describe('without a webhook', () => {
  beforeAll(async () => {
    await server().kubectl(['delete', 'mutatingwebhookconfiguration', 'iamra-injector']);
    await pollUntil(async () => {
      const { stderr } = await reviewPod(server(), { annotations: role });
      return stderr.includes('failed calling webhook') ? undefined : true;
    });
  });

  const refused: ReadonlyArray<readonly [string, PodOptions]> = [
    ['that asks', { annotations: role }],
    ['with a misspelt annotation', { annotations: { 'iamra.dev/role-anr': 'x' } }],
    ['whose ServiceAccount asks', { serviceAccount: 'web' }],
    [
      'that insists, against its ServiceAccount',
      { serviceAccount: 'out', annotations: { 'iamra.dev/inject': 'true' } },
    ],
  ];

  it.each(refused)('a pod %s is refused', async (_which, pod) => {
    expect((await reviewPod(server(), pod)).stderr).toContain('IAMRA312');
  });

  it.each(refused)('a pod %s is admitted with its agent', async (_which, pod) => {
    const reviewed = await reviewPod(server(), { ...pod, initContainers: [agent] });

    expect(reviewed).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each(refused)(
    'a pod %s is refused when the agent has lost its restartPolicy',
    async (_which, pod) => {
      const stripped = { ...agent, restartPolicy: undefined };
      const { stderr } = await reviewPod(server(), { ...pod, initContainers: [stripped] });

      expect(stderr).toContain('IAMRA313 The container iamra-agent of pod team-a/web-');
    },
  );

  it.each(['agent', 'aws-signing-helper'])(
    'a pod with the sidecar %s, as the webhook injects it, is admitted where Pod Security demands “restricted”',
    async (sidecar) => {
      const label = 'pod-security.kubernetes.io/enforce=restricted';
      await server().kubectl(['label', 'namespace', 'team-b', label, '--overwrite']);
      await pollUntil(async () => {
        const { stderr } = await reviewPod(server(), { namespace: 'team-b' });
        return stderr.includes('violates PodSecurity') ? true : undefined;
      });
      const securityContext = {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      };
      const pod = admit(
        input({
          ...asked({ 'iamra.dev/sidecar': sidecar }),
          spec: { serviceAccountName: 'default' },
          container: { securityContext },
        }),
      );
      const words = ['create', '--namespace=team-b', '--dry-run=server', '--filename=-'];

      expect(await server().kubectl(words, pod)).toMatchObject({ exitCode: 0, stderr: '' });
    },
  );

  const forged: ReadonlyArray<readonly [string, PodOptions]> = [
    ['has the label of an injected pod', { labels: { 'iamra.dev/injected': 'true' } }],
    ['names an app container so', { containers: [{ name: 'iamra-agent', image: 'none' }] }],
    ['names another one so', { initContainers: [{ ...agent, name: 'iamra-agent-2' }] }],
    [
      'brings the annotation of an injected pod',
      { annotations: { ...role, 'iamra.dev/status': 'injected' } },
    ],
  ];

  it.each(forged)('a pod that asks is refused, though it %s', async (_which, pod) => {
    const accountAsks = { serviceAccount: 'web', ...pod };
    for (const asking of [{ annotations: role, ...pod }, accountAsks]) {
      expect((await reviewPod(server(), asking)).stderr).toContain('IAMRA312');
    }
  });

  it.each(['OnFailure', 'Never'])(
    'a pod that asks is refused when its agent restarts %s',
    async (restartPolicy) => {
      const initContainers = [{ ...agent, restartPolicy }];
      const { stderr } = await reviewPod(server(), { annotations: role, initContainers });

      // Before Kubernetes 1.35 no init container may have it at all.
      expect(stderr).toMatch(/IAMRA313|Unsupported value/);
    },
  );

  const admitted: ReadonlyArray<readonly [string, PodOptions]> = [
    ['that asks for nothing', {}],
    ['that the kubelet runs by itself', mirror],
    ['whose ServiceAccount has taken it back', { serviceAccount: 'out' }],
    [
      'that refuses what its ServiceAccount asks',
      { serviceAccount: 'web', annotations: { 'iamra.dev/inject': 'false' } },
    ],
  ];

  it.each(admitted)('a pod %s is admitted', async (_which, pod) => {
    expect(await reviewPod(server(), pod)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
