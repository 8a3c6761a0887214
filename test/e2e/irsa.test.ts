import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eksWebhook, irsaTrust } from '../cli/support/irsa-cluster.ts';
import type { Ended } from '../cli/support/run-iamra.ts';
import { clusterTools } from '../cluster/cluster-tools.ts';
import { makeRole } from '../fixtures/roles.ts';
import { chartValues } from './support/chart-values.ts';
import {
  installWords,
  restrictedNamespace,
  type UserMachine,
  userMachine,
} from './support/installation.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { runDoctor } from './support/run-doctor.ts';
import { initialise, install, removeInstallation } from './support/sound-installation.ts';
import { deployment, pod, type WorkloadSetting } from './support/workloads.ts';

// A namespace and a role that know IRSA alone.
const namespace = 'irsa';
const role = 'orders';
const annotations = [
  `eks.amazonaws.com/role-arn=arn:aws:iam::123456789012:role/${role}`,
  'eks.amazonaws.com/token-expiration=7200',
  'eks.amazonaws.com/sts-regional-endpoints=true',
];
const assumed = /^arn:aws:sts::123456789012:assumed-role\/orders\/web-/m;
const { helm } = clusterTools(inject('kubeconfig'));
const workload = { name: 'web', serviceAccount: 'web' };

let machine: UserMachine;
let setting: WorkloadSetting;

beforeAll(async () => {
  machine = await userMachine();
  await restrictedNamespace(machine, namespace, ['web']);
  await machine.kubectl(['annotate', 'serviceaccount', 'web', `-n=${namespace}`, ...annotations]);
  await initialise(machine, { namespace: 'elsewhere', serviceAccounts: ['web'] });
  const AssumeRolePolicyDocument = irsaTrust(`${namespace}/web`);
  await makeRole(machine.emulator, role, { AssumeRolePolicyDocument });
  setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
  await install(machine);
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
});

const switchOn = ['--set', 'compatibility.eksAnnotations=true'];

async function switchedOn(...flags: readonly string[]): Promise<Ended> {
  return machine.iamra([...(await installWords(4, machine.emulator)), ...switchOn, ...flags]);
}

async function refusal(name: string): Promise<string> {
  const object = pod(setting, { name, serviceAccount: 'web' });
  const words = ['create', '--dry-run=server', '--filename=-'];
  return machine.kubectl(words, JSON.stringify(object)).then(() => '', String);
}

function create(object: object): Promise<string> {
  return machine.kubectl(['create', '--filename=-'], JSON.stringify(object));
}

function log(): Promise<string> {
  return machine.kubectl(['logs', 'deployment/web', `-n=${namespace}`, '--container=app']);
}

async function podOf(app: string): Promise<RunningPod> {
  const words = ['get', 'pods', `-n=${namespace}`, `--selector=app=${app}`, '--output=json'];
  const { items } = JSON.parse(await machine.kubectl(words)) as { items: RunningPod[] };
  const running = items.find(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (running === undefined) throw new Error(`there is no pod of ${app}`);
  return running;
}

interface RunningPod {
  readonly metadata: { readonly deletionTimestamp?: string };
  readonly spec: {
    readonly initContainers?: ReadonlyArray<{ readonly name: string }>;
    readonly containers: ReadonlyArray<{ readonly env?: readonly object[] }>;
    readonly volumes: readonly object[];
  };
}

describe('a ServiceAccount with EKS’ annotations, and a Deployment that nobody changed', () => {
  it('get nothing while compatibility.eksAnnotations is off', async () => {
    await create(deployment(setting, workload));
    await pollCluster(async () => (/Error/.test(await log().catch(() => '')) ? true : undefined));
    expect((await podOf('web')).spec.initContainers ?? []).toEqual([]);
  });

  it('have their role by iamra migrate irsa', async () => {
    const { stdout, stderr, exitCode } = await machine.iamra(['migrate', 'irsa', '--yes']);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('used by Deployment irsa/web');
    expect(stdout).toContain('irsa/web may assume role orders');
    expect(stdout).toContain('iamra install --set compatibility.eksAnnotations=true');
    expect(stdout).toContain('kubectl rollout restart deployment/web -n irsa');
  });

  it('get credentials once it is on', async () => {
    const { stderr, exitCode } = await switchedOn();
    expect(exitCode, stderr).toBe(0);
    const label = ['get', 'serviceaccount', 'web', `-n=${namespace}`];
    await pollCluster(async () => {
      const text = await machine.kubectl([...label, '--output=jsonpath={.metadata.labels}']);
      return text.includes('"iamra.dev/opted-in":"true"') ? true : undefined;
    });
    await machine.kubectl(['rollout', 'restart', 'deployment/web', `-n=${namespace}`]);
    await machine.kubectl([
      ...['rollout', 'status', 'deployment/web', `-n=${namespace}`, '--timeout=120s'],
    ]);
    await pollCluster(async () => (assumed.test(await log().catch(() => '')) ? true : undefined));
    const { spec } = await podOf('web');
    expect(spec.initContainers?.map(({ name }) => name)).toEqual(['iamra-agent']);
    expect(spec.containers[0]?.env).toContainEqual({
      name: 'AWS_STS_REGIONAL_ENDPOINTS',
      value: 'regional',
    });
    expect(spec.volumes).toContainEqual(
      expect.objectContaining({
        name: 'iamra-token',
        projected: expect.objectContaining({
          sources: [
            {
              serviceAccountToken: {
                audience: 'iamra.dev',
                expirationSeconds: 7200,
                path: 'token',
              },
            },
          ],
        }) as object,
      }),
    );
  });

  it('are sound to doctor', async () => {
    const { result, findings } = await runDoctor(machine);
    expect(findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
    expect(JSON.stringify(result)).toContain('eks-annotations');
  });

  it('start a pod at once where ServiceAccount and pod are made together', async () => {
    const metadata = {
      name: 'fresh',
      namespace,
      annotations: { 'eks.amazonaws.com/role-arn': `arn:aws:iam::123456789012:role/${role}` },
    };
    const fresh = { name: 'fresh', serviceAccount: 'fresh' };
    await create({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, deployment(setting, fresh)],
    });
    const { spec } = await pollCluster(() => podOf('fresh').catch(() => undefined));
    expect(spec.initContainers?.map(({ name }) => name)).toEqual(['iamra-agent']);
  });
});

describe('while the webhook is down', () => {
  it('a pod of the ServiceAccount is refused, and one of another starts', async () => {
    const scale = ['scale', 'deployment/iamra-injector-webhook', '-n=iamra-system'];
    await machine.kubectl([...scale, '--replicas=0']);
    await pollCluster(async () => ((await refusal('early')) === '' ? undefined : true));
    await create(pod(setting, { name: 'bystander', serviceAccount: 'default' }));
  });

  it('the guard alone refuses it, where the webhook configuration is gone too', async () => {
    await machine.kubectl(['delete', 'mutatingwebhookconfiguration', 'iamra-injector']);
    const message = await pollCluster(async () => {
      const text = await refusal('late');
      return text.includes('IAMRA312') ? text : undefined;
    });
    expect(message).toMatch(/IAMRA312 Pod irsa\/late asks for AWS credentials/);
  });
});

describe('where no policy copies annotations, as before Kubernetes 1.36', () => {
  beforeAll(async () => {
    const { stderr, exitCode } = await switchedOn('--set', 'serviceAccountOptIn=webhook');
    expect(exitCode, stderr).toBe(0);
  });

  it('the webhook finds the role on the ServiceAccount', async () => {
    const plain = { name: 'plain', serviceAccount: 'web' };
    await pollCluster(async () => {
      await machine.kubectl(['delete', 'pod', 'plain', `-n=${namespace}`, '--ignore-not-found']);
      await create(pod(setting, plain));
      const { spec } = await podOf('plain');
      return spec.initContainers?.[0]?.name === 'iamra-agent' ? true : undefined;
    });
    const words = ['logs', 'pod/plain', `-n=${namespace}`, '--container=app'];
    const said = /assumed-role\/orders\/plain/;
    await pollCluster(async () =>
      said.test(await machine.kubectl(words).catch(() => '')) ? true : undefined,
    );
  });

  it('the guard refuses a pod that came past it', async () => {
    await machine.kubectl(['delete', 'mutatingwebhookconfiguration', 'iamra-injector']);
    const message = await pollCluster(async () => (await refusal('past')) || undefined);
    expect(message).toMatch(
      /IAMRA312 Pod irsa\/past asks for AWS credentials by its ServiceAccount/,
    );
  });
});

describe('where EKS’ own webhook is configured', () => {
  beforeAll(async () => {
    const { stderr, exitCode } = await switchedOn('--set', 'serviceAccountOptIn=auto');
    expect(exitCode, stderr).toBe(0);
    await create(eksWebhook);
  });

  afterAll(async () => {
    await machine.kubectl(['delete', 'mutatingwebhookconfiguration', 'pod-identity-webhook']);
  });

  it('iamra install refuses to read EKS’ annotations, before anything is changed', async () => {
    const revision = (): Promise<string> =>
      machine.kubectl(['get', 'secrets', '-n=iamra-system', '-l=owner=helm', '--output=name']);
    const before = await revision();
    const { stderr, exitCode } = await switchedOn();
    expect(stderr).toContain('Error IAMRA370');
    expect(stderr).toContain('compatibility.eksAnnotations=false');
    expect(exitCode).toBe(3);
    expect(await revision()).toBe(before);
  });

  it('the chart’s preflight refuses it, which sees the cluster where Helm does not', async () => {
    const templates = ['rbac', 'job'].map((name) => `templates/preflight/${name}.yaml`);
    const manifests = await helm(4, [
      ...['template', 'iamra-injector', 'charts/iamra-injector', '--namespace=iamra-system'],
      ...templates.flatMap((template) => ['--show-only', template]),
      ...[...(await chartValues(machine)), ...switchOn, '--set', 'preflight.timeout=10'],
    ]);
    await machine.kubectl(['create', '--filename=-'], manifests);
    const job = ['job/iamra-preflight', '-n=iamra-system'];
    await machine.kubectl(['wait', '--for=condition=Failed', ...job, '--timeout=120s']);
    expect(await machine.kubectl(['logs', ...job])).toMatch(/^IAMRA370 EKS' own webhook .* Fix: /m);
    await machine.kubectl(['delete', '--filename=-'], manifests);
  });

  it('doctor says so', async () => {
    const { exitCode, findings } = await runDoctor(machine);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'IAMRA370', severity: 'fail' }),
    );
    expect(exitCode).toBe(1);
  });
});
