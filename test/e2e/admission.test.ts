import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DryRun, dryRunPod } from './support/dry-run-pod.ts';
import { type UserMachine, userMachine } from './support/installation.ts';
import { type Change, startOtherWebhook, wishKey } from './support/other-webhook.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { removeInstallation, soundInstallation } from './support/sound-installation.ts';
import { deployment, type WorkloadSetting } from './support/workloads.ts';

const namespace = 'admission';
const role = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
const inSystem = '--namespace=iamra-system';

let machine: UserMachine;

beforeAll(async () => {
  machine = await userMachine();
  await soundInstallation(machine, { namespace, serviceAccounts: ['web'] });
  // Of Pod Security, whose refusals would come on top.
  const label = 'pod-security.kubernetes.io/enforce=privileged';
  await machine.kubectl(['label', 'namespace', namespace, '--overwrite', label]);
  await pollCluster(async () => (await create({})).pod);
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
});

interface Parts {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: object;
  readonly container?: object;
  readonly namespace?: string;
}

function create({ annotations = role, spec, container, ...parts }: Parts): Promise<DryRun> {
  return dryRunPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'web-', namespace, ...parts, annotations },
    spec: {
      serviceAccountName: parts.namespace === undefined ? 'web' : 'default',
      containers: [{ name: 'web', image: 'none', ...container }],
      ...spec,
    },
  });
}

const coversAll = ({ pod }: DryRun): boolean => {
  const [, ...init] = pod?.spec.initContainers ?? [];
  return [...init, ...(pod?.spec.containers ?? [])].every(({ env }) =>
    env?.some(({ name }) => name === 'AWS_CONTAINER_CREDENTIALS_FULL_URI'),
  );
};

describe('a pod that asks for credentials', () => {
  it('is admitted with the agent first, which restarts always, and with the label', async () => {
    const result = await create({ spec: { initContainers: [{ name: 'before', image: 'none' }] } });
    expect(result.said).toBe('');
    expect(result.pod?.spec.initContainers.map(({ name }) => name)).toEqual([
      'iamra-agent',
      'before',
    ]);
    expect(result.pod?.spec.initContainers[0]?.restartPolicy).toBe('Always');
    expect(result.pod?.metadata.labels).toMatchObject({ 'iamra.dev/injected': 'true' });
    expect(coversAll(result)).toBe(true);
  });

  it('costs one call of the webhook, though the API server mounts its token in new containers', async () => {
    const before = await admissions();
    const { pod } = await create({});
    expect(await admissions()).toBe(before + 1);
    const mounts = pod?.spec.initContainers[0]?.volumeMounts ?? [];
    const apiToken = '/var/run/secrets/kubernetes.io/serviceaccount';
    expect(mounts.filter(({ mountPath }) => mountPath === apiToken)).toEqual([
      expect.objectContaining({ name: 'iamra-token' }),
    ]);
  });

  it('keeps a variable of its own, and its creator reads a warning', async () => {
    const env = [{ name: 'AWS_REGION', value: 'eu-central-1' }];
    const { pod, said } = await create({ container: { env } });
    expect(pod?.spec.containers[0]?.env).toContainEqual(env[0]);
    expect(said).toMatch(/^Warning: IAMRA321 .*AWS_REGION/);
  });

  it('stays Guaranteed, and stays Burstable', async () => {
    const resources = { limits: { cpu: '1', memory: '64Mi' } };
    const guaranteed = await create({ container: { resources } });
    expect(guaranteed.pod?.status.qosClass).toBe('Guaranteed');
    const burstable = await create({ container: { resources: { requests: { cpu: '1m' } } } });
    expect(burstable.pod?.status.qosClass).toBe('Burstable');
  });

  it('has an agent of its own user, though the pod runs as root', async () => {
    const { pod } = await create({ spec: { securityContext: { runAsUser: 0 } } });
    expect(pod?.spec.initContainers[0]?.securityContext).toMatchObject({
      runAsUser: 65_532,
      runAsNonRoot: true,
    });
  });

  it.each([
    ['on the host network', 'IAMRA305', { spec: { hostNetwork: true } }],
    [
      'for Windows',
      'IAMRA306',
      { spec: { os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' } } },
    ],
    ['with a port of the agent', 'IAMRA307', { container: { ports: [{ containerPort: 9911 }] } }],
    [
      'with a volume of the agent’s name',
      'IAMRA308',
      { spec: { volumes: [{ name: 'iamra-token', emptyDir: {} }] } },
    ],
    ['with a misspelt key', 'IAMRA301', { annotations: { 'iamra.dev/role-anr': 'x' } }],
    ['with a bad value', 'IAMRA302', { annotations: { ...role, 'iamra.dev/region': 'Europe' } }],
  ])('%s is refused with %s and what mends it', async (_which, code, parts) => {
    const { pod, said } = await create(parts);
    expect(pod).toBeUndefined();
    expect(said).toMatch(
      new RegExp(
        `admission webhook "pod.credentials.iamra.dev" denied the request: ${code} .*Fix: `,
      ),
    );
  });

  it('in an excluded namespace is admitted as it is, with a warning', async () => {
    const { pod, said } = await create({ namespace: 'kube-system' });
    expect(pod?.spec.initContainers ?? []).toEqual([]);
    expect(said).toMatch(/^Warning: .*IAMRA327/);
  });
});

describe('with another webhook behind ours', () => {
  const added = { name: 'added', image: 'none' };
  const behind: Change = (spec, wish) => {
    const { containers, initContainers = [] } = spec;
    if ([...containers, ...initContainers].some(({ name }) => name === 'added')) return spec;
    if (wish === 'in front') return { ...spec, containers: [added, ...containers] };
    if (wish === 'behind') return { ...spec, containers: [...containers, added] };
    if (wish === 'init, first') return { ...spec, initContainers: [added, ...initContainers] };
    if (wish === 'init, last') return { ...spec, initContainers: [...initContainers, added] };
    const stripped = initContainers.map((each) => ({ ...each, restartPolicy: undefined }));
    return { ...spec, initContainers: stripped };
  };
  let stopOther: () => Promise<void>;

  beforeAll(async () => {
    stopOther = await startOtherWebhook(machine, namespace, behind);
    await pollCluster(async () => {
      const { pod } = await wishing('behind');
      return pod?.spec.containers.some(({ name }) => name === 'added') ? true : undefined;
    });
  });

  afterAll(() => stopOther());

  const wishing = (wish: string): Promise<DryRun> =>
    create({ annotations: { ...role, [wishKey]: wish } });

  it.each(['in front', 'behind', 'init, first', 'init, last'])(
    'a container that it adds %s has credentials too, and the agent is first again',
    async (wish) => {
      const result = await wishing(wish);
      const names = [
        ...(result.pod?.spec.initContainers ?? []),
        ...(result.pod?.spec.containers ?? []),
      ];
      expect(names.map(({ name }) => name)).toContain('added');
      expect(names[0]?.name).toBe('iamra-agent');
      expect(coversAll(result)).toBe(true);
    },
  );

  it('the agent has its restartPolicy back where it drops the field, or the pod is refused', async () => {
    const { pod, said } = await wishing('strip');
    if (pod === undefined) expect(said).toContain('IAMRA313');
    else expect(pod.spec.initContainers[0]?.restartPolicy).toBe('Always');
  });
});

describe('a Deployment', () => {
  const setting = (): WorkloadSetting => ({
    namespace,
    image: inject('image'),
    endpointUrl: machine.emulator.url,
  });
  const described = (name: string): Promise<string> =>
    machine.kubectl(['describe', 'deployment', name, `--namespace=${namespace}`]);
  const apply = async (annotations: Readonly<Record<string, string>>, name: string) =>
    machine.kubectl(
      ['create', '--filename=-'],
      JSON.stringify(deployment(setting(), { name, serviceAccount: 'web', annotations })),
    );

  it('says in an Event why it has no pod, one for all that is tried', async () => {
    await apply({ 'iamra.dev/role-anr': 'x' }, 'misspelt');
    const text = await pollCluster(async () => {
      const now = await described('misspelt');
      return now.includes('iamra-injector-webhook') ? now : undefined;
    });
    expect(text).toMatch(/Warning\s+IAMRA301\s.*iamra-injector-webhook\s+IAMRA301 .*role-anr/);
  });

  it('says in an Event what its pods were warned of', async () => {
    await apply({ ...role, 'iamra.dev/skip-containers': 'no-such-container' }, 'warned');
    await pollCluster(
      async () => /Warning\s+IAMRA326/.test(await described('warned')) || undefined,
    );
  });

  it('has no Event of a dry run', async () => {
    await create({ annotations: { 'iamra.dev/role-anr': 'x' } });
    const selector = '--field-selector=reportingComponent=iamra-injector-webhook';
    const list = ['get', 'events', selector, `--namespace=${namespace}`];
    const names = await machine.kubectl([...list, '-o=jsonpath={.items[*].involvedObject.name}']);
    expect(names.split(' ').sort()).toEqual(['misspelt', 'warned']);
  });
});

/** How many reviews the replicas have answered. */
async function admissions(): Promise<number> {
  const selector = '--selector=app.kubernetes.io/component=webhook';
  const words = ['get', 'pods', inSystem, selector, '--output=jsonpath={.items[*].metadata.name}'];
  const names = (await machine.kubectl(words)).split(' ');
  const pages = await Promise.all(
    names.map((name) => {
      const path = `/api/v1/namespaces/iamra-system/pods/${name}:10251/proxy/metrics`;
      return machine.kubectl(['get', '--raw', path]);
    }),
  );
  const samples = pages
    .join('\n')
    .matchAll(/^iamra_webhook_admission_requests_total\{.*\} (\d+)$/gm);
  return [...samples].reduce((sum, [, count]) => sum + Number(count), 0);
}
