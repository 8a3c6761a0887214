import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type UserMachine, userMachine } from './support/installation.ts';
import { nodePod } from './support/node-pod.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { runDoctor } from './support/run-doctor.ts';
import { install, removeInstallation, soundInstallation } from './support/sound-installation.ts';
import { waitingReplicaSet } from './support/waiting-replica-set.ts';
import { deployment, pod, type WorkloadSetting } from './support/workloads.ts';

// It enforces Pod Security's `restricted`.
const namespace = 'outage';
const annotations = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
const assumed = /^arn:aws:sts::123456789012:assumed-role\/outage\//;
const noEndpoints =
  /failed calling webhook "pod\.credentials\.iamra\.dev": .*no endpoints available for service "iamra-injector-webhook"/;
const guarded = (name: string): RegExp =>
  new RegExp(
    `ValidatingAdmissionPolicy 'iamra-guard-pod' .*IAMRA312 Pod outage/${name}.* asks for `,
  );

let machine: UserMachine;
let setting: WorkloadSetting;

beforeAll(async () => {
  machine = await userMachine();
  await soundInstallation(machine, { namespace, serviceAccounts: ['web'] });
  setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
});

describe('while no process of the webhook runs', () => {
  let replicaSet: string;

  beforeAll(async () => {
    const words = ['scale', 'deployment/iamra-injector-webhook', '--replicas=0'];
    await machine.kubectl([...words, '--namespace=iamra-system']);
    await untilRefused(noEndpoints);
    await create(web('during'));
    replicaSet = await waitingReplicaSet(machine, namespace, 'during');
  });

  it('a pod that asks for nothing starts', async () => {
    await expectToRun('bystander');
  });

  it('a pod that asks for credentials is refused, and the API server says why', async () => {
    await expect(create(asking('asks'))).rejects.toThrow(noEndpoints);
  });

  it('the Deployment and an event of its ReplicaSet say why there is no pod', async () => {
    await pollCluster(async () => noEndpoints.test(await failureOf('during')) || undefined);
    expect(await eventOf(replicaSet)).toMatch(noEndpoints);
  });

  it('doctor says that the webhook has no endpoint, and who waits', async () => {
    const { exitCode, findings } = await runDoctor(machine);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'IAMRA125',
        message: 'Service iamra-system/iamra-injector-webhook has no ready endpoint.',
      }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'IAMRA140',
        message: expect.stringContaining(
          `ReplicaSet ${namespace}/${replicaSet} lacks 1 pod: `,
        ) as string,
      }),
    );
    expect(exitCode).toBe(1);
  });

  it('doctor --fix wakes nobody, who would but fail again', async () => {
    const { result } = await runDoctor(machine, '--fix');
    expect(result.fixes).toEqual([
      expect.objectContaining({
        subject: `ReplicaSet ${namespace}/${replicaSet}`,
        outcome: 'left',
      }),
    ]);
  });
});

describe('when the webhook configuration is gone, too', () => {
  beforeAll(async () => {
    await machine.kubectl(['delete', 'mutatingwebhookconfiguration', 'iamra-injector']);
    await untilRefused(guarded('asks'));
    await create(web('after'));
  });

  it('a pod that asks for nothing starts', async () => {
    await expectToRun('passer-by');
  });

  it('the guard refuses a pod that asks for credentials, by its name', async () => {
    await expect(create(asking('asks'))).rejects.toThrow(guarded('asks'));
  });

  it('the ReplicaSet of a Deployment waits, and says why', async () => {
    const replicaSet = await waitingReplicaSet(machine, namespace, 'after');
    expect(await eventOf(replicaSet)).toMatch(guarded('after-'));
    expect(await failureOf('after')).toMatch(guarded('after-'));
  });

  it('doctor says that the configuration is gone', async () => {
    const { exitCode, findings } = await runDoctor(machine);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'IAMRA124' }));
    expect(exitCode).toBe(1);
  });
});

describe('after iamra install has put the webhook back', () => {
  beforeAll(async () => {
    await install(machine);
    const trusted = '--for=jsonpath={.webhooks[0].clientConfig.caBundle}';
    const words = ['wait', trusted, 'mutatingwebhookconfiguration/iamra-injector'];
    await machine.kubectl([...words, '--timeout=60s']);
  });

  it('doctor --fix wakes the ReplicaSets that wait, and their pods have their role', async () => {
    const { result } = await runDoctor(machine, '--fix');
    expect(result.fixes.map(({ subject, outcome }) => `${subject} ${outcome}`).sort()).toEqual([
      expect.stringMatching(/^ReplicaSet outage\/after-\S+ done$/),
      expect.stringMatching(/^ReplicaSet outage\/during-\S+ done$/),
    ]);
    await Promise.all(['during', 'after'].map(expectRole));
  });

  it('doctor has no finding', async () => {
    expect(await runDoctor(machine)).toMatchObject({ exitCode: 0, findings: [] });
  });
});

/** API servers see a change of what they ask for admission only a moment later. */
async function untilRefused(reason: RegExp): Promise<void> {
  await pollCluster(async () => {
    const answer = await create(asking('asks'), '--dry-run=server').catch(String);
    return reason.test(answer) ? true : undefined;
  });
}

async function create(object: object, ...flags: readonly string[]): Promise<string> {
  return machine.kubectl(['create', '--filename=-', ...flags], JSON.stringify(object));
}

function asking(name: string): object {
  return pod(setting, { name, serviceAccount: 'web', annotations });
}

function web(name: string): object {
  return deployment(setting, { name, serviceAccount: 'web', annotations });
}

async function expectToRun(name: string): Promise<void> {
  await create(
    nodePod({ name, namespace, image: setting.image }, { script: 'console.log("ran")' }),
  );
  const words = ['wait', '--for=jsonpath={.status.phase}=Succeeded', `pod/${name}`];
  await machine.kubectl([...words, `--namespace=${namespace}`, '--timeout=120s']);
}

async function failureOf(name: string): Promise<string> {
  const path = '{.status.conditions[?(@.type=="ReplicaFailure")].message}';
  const words = ['get', 'deployment', name, `--namespace=${namespace}`, `-o=jsonpath=${path}`];
  return machine.kubectl(words);
}

async function eventOf(replicaSet: string): Promise<string> {
  const selector = `--field-selector=reason=FailedCreate,involvedObject.name=${replicaSet}`;
  const words = ['get', 'events', selector, `--namespace=${namespace}`];
  return machine.kubectl([...words, '-o=jsonpath={.items[*].message}']);
}

async function expectRole(name: string): Promise<void> {
  const words = ['rollout', 'status', `deployment/${name}`, `--namespace=${namespace}`];
  await machine.kubectl([...words, '--timeout=120s']);
  const log = ['logs', `deployment/${name}`, '--container=app', `--namespace=${namespace}`];
  const line = await pollCluster(
    async () => (await machine.kubectl(log)).split('\n')[0] || undefined,
  );
  expect(line).toMatch(assumed);
}
