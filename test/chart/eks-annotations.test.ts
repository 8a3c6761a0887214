import { beforeAll, describe, expect, it } from 'vitest';
import { pollUntil } from '../fixtures/poll-until.ts';
import { helmVersions } from './support/helm.ts';
import { upgrade, useInstalledChart } from './support/installed-chart.ts';
import { find, type Rendered, renderChart } from './support/render-chart.ts';
import { agent, annotatedAccount, type PodOptions, reviewPod } from './support/review-pod.ts';

const compatibility = { eksAnnotations: true };
const roleArn = 'arn:aws:iam::123456789012:role/web';
const eksRole = { 'eks.amazonaws.com/role-arn': roleArn };
const ownRole = { 'iamra.dev/role-arn': 'arn:aws:iam::123456789012:role/own' };

describe('the chart', () => {
  const text = async (values: object, kubeVersion: string): Promise<string> =>
    JSON.stringify(await renderChart(values, { kubeVersion }));

  it.each(['1.35.0', '1.36.0'])(
    'says nothing of EKS by itself, on Kubernetes %s',
    async (version) => {
      expect(await text({}, version)).not.toContain('eks.amazonaws.com');
      expect(await text({}, version)).not.toContain('pod-identity-webhook');
    },
  );

  it('tells webhook, controller and preflight alike', async () => {
    const objects = await renderChart({ compatibility });
    const { data } = find(objects, 'ConfigMap', 'iamra-injector-settings') as Rendered & {
      data: Record<string, string>;
    };
    expect(JSON.parse(data['settings.json'] ?? '')).toMatchObject({ compatibility });
    const told = { name: 'IAMRA_EKS_ANNOTATIONS', value: 'true' };
    for (const [kind, name] of [
      ['Deployment', 'iamra-identity-controller'],
      ['Job', 'iamra-preflight'],
    ] as const) {
      const workload = find(objects, kind, name) as unknown as Workload;
      expect(workload.spec.template.spec.containers[0]?.env).toContainEqual(told);
    }
    expect(find(objects, 'ClusterRole', 'iamra-preflight')['rules']).toContainEqual({
      apiGroups: ['admissionregistration.k8s.io'],
      resources: ['mutatingwebhookconfigurations'],
      resourceNames: ['pod-identity-webhook'],
      verbs: ['get'],
    });
  });
});

interface Workload {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: ReadonlyArray<{ readonly env: readonly object[] }> };
    };
  };
}

describe('on a cluster', () => {
  const server = useInstalledChart({ compatibility });

  const annotationsOf = async (pod: PodOptions): Promise<unknown> => {
    const { stdout, stderr } = await reviewPod(server(), { ...pod, initContainers: [agent] });
    if (stdout === '') return stderr;
    return (JSON.parse(stdout) as { metadata: { annotations?: object } }).metadata.annotations;
  };

  beforeAll(async () => {
    await annotatedAccount(server(), 'web', { ...eksRole, 'eks.amazonaws.com/audience': 'x' });
    await annotatedAccount(server(), 'both', { ...eksRole, ...ownRole });
    await annotatedAccount(server(), 'out', { ...eksRole, 'iamra.dev/inject': 'false' });
    await annotatedAccount(server(), 'empty', { 'eks.amazonaws.com/role-arn': '' });
    await server().kubectl(['delete', 'mutatingwebhookconfiguration', 'iamra-injector']);
    await pollUntil(async () =>
      typeof (await annotationsOf({ serviceAccount: 'web' })) === 'object' ? true : undefined,
    );
  });

  it('a ServiceAccount with EKS’ role gets the label of those that ask', async () => {
    const label = async (name: string): Promise<string> => {
      const words = ['get', 'serviceaccount', name, '--namespace=team-a'];
      return (await server().kubectl([...words, '--output=jsonpath={.metadata.labels}'])).stdout;
    };
    expect(await label('web')).toBe('{"iamra.dev/opted-in":"true"}');
    expect(await label('out')).toBe('');
    expect(await label('empty')).toBe('');
  });

  it('its pods get the role under our key, and nothing of EKS’', async () => {
    expect(await annotationsOf({ serviceAccount: 'web' })).toEqual({
      'iamra.dev/role-arn': roleArn,
    });
  });

  it('our own role wins, of pod or ServiceAccount', async () => {
    expect(await annotationsOf({ serviceAccount: 'both' })).toEqual(ownRole);
    expect(await annotationsOf({ serviceAccount: 'web', annotations: ownRole })).toEqual(ownRole);
  });

  const admitted: ReadonlyArray<readonly [string, PodOptions]> = [
    ['whose ServiceAccount has taken it back', { serviceAccount: 'out' }],
    ['whose ServiceAccount has an empty role', { serviceAccount: 'empty' }],
    [
      'that refuses what its ServiceAccount asks',
      { serviceAccount: 'web', annotations: { 'iamra.dev/inject': 'false' } },
    ],
    ['with EKS’ key on the pod alone, as on EKS', { annotations: eksRole }],
  ];

  it.each(admitted)('a pod %s is admitted as it is', async (_which, pod) => {
    expect(await reviewPod(server(), pod)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('a pod that came without the agent is refused', async () => {
    const { stderr } = await reviewPod(server(), { serviceAccount: 'web' });
    expect(stderr).toContain('IAMRA312');
  });

  it.each(helmVersions)('%s refuses where EKS’ own webhook is configured', async (version) => {
    const configuration = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'pod-identity-webhook' },
      webhooks: [],
    };
    await server().kubectl(['create', '--filename=-'], configuration);
    const { exitCode, stderr } = await upgrade(version, server(), { compatibility });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /IAMRA370 EKS' own webhook answers .*\nFix: --set compatibility.eksAnnotations=false; or, /,
    );
    expect(await upgrade(version, server())).toMatchObject({ exitCode: 0 });
    await server().kubectl(['delete', 'mutatingwebhookconfiguration', 'pod-identity-webhook']);
  });

  describe('without the policy that copies annotations', () => {
    beforeAll(async () => {
      const values = { compatibility, serviceAccountOptIn: 'webhook' };
      const { exitCode, stderr } = await upgrade('helm-4', server(), values);
      if (exitCode !== 0) throw new Error(stderr);
      await server().kubectl(['delete', 'mutatingwebhookconfiguration', 'iamra-injector']);
      await pollUntil(async () => {
        const { stderr: refusal } = await reviewPod(server(), { serviceAccount: 'web' });
        return refusal.includes('by its ServiceAccount') ? true : undefined;
      });
    });

    it('the guard refuses a pod whose ServiceAccount asks by EKS’ role alone', async () => {
      const { stderr } = await reviewPod(server(), { serviceAccount: 'web' });
      expect(stderr).toMatch(
        /\(Forbidden\).* IAMRA312 Pod team-a\/web-\w+ asks for AWS credentials by its ServiceAccount web,/,
      );
      const { exitCode } = await reviewPod(server(), {
        serviceAccount: 'web',
        initContainers: [agent],
      });
      expect(exitCode).toBe(0);
    });

    it.each(admitted)('a pod %s is admitted', async (_which, pod) => {
      expect(await reviewPod(server(), pod)).toMatchObject({ exitCode: 0, stderr: '' });
    });
  });
});
