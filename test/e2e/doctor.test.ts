import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { CheckResult, DoctorResult } from '../../src/actions/doctor/doctor-result.ts';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { installWords, type UserMachine, userMachine } from './support/installation.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { runDoctor } from './support/run-doctor.ts';
import { removeInstallation, soundInstallation, uninstall } from './support/sound-installation.ts';
import { deployment } from './support/workloads.ts';

const namespace = 'doctor';
const cainjector = ['--namespace=cert-manager', '--selector=app.kubernetes.io/name=cainjector'];

let machine: UserMachine;

beforeAll(async () => {
  machine = await userMachine();
  await soundInstallation(machine, { namespace, serviceAccounts: ['web'] });
  const annotations = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
  const setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
  const web = deployment(setting, { name: 'web', serviceAccount: 'web', annotations });
  await machine.kubectl(['create', '--filename=-'], JSON.stringify(web));
  const words = ['rollout', 'status', 'deployment/web', `--namespace=${namespace}`];
  await machine.kubectl([...words, '--timeout=120s']);
});

afterAll(async () => {
  await startCainjector();
  await removeInstallation(machine, namespace);
});

it('doctor has no finding on a sound installation with a running pod, and exits 0', async () => {
  const { exitCode, result, findings } = await runDoctor(machine);

  expect(findings).toEqual([]);
  expect(result).toMatchObject({ ok: true, summary: { warn: 0, fail: 0 } });
  expect(checkOf(result, 'agents')).toMatchObject({ outcome: 'pass' });
  expect(exitCode).toBe(0);
});

it('doctor names the condition of a role that trusts another identity, the wanted value and the actual one', async () => {
  const restore = await trustInstead('spiffe://e2e/ns/doctor/sa/other');

  const { exitCode, findings } = await runDoctor(machine);

  expect(findings).toEqual([
    expect.objectContaining({
      code: 'IAMRA232',
      severity: 'fail',
      message: expect.stringMatching(
        /Role doctor .*ServiceAccount doctor\/web.*aws:PrincipalTag\/x509SAN\/URI.*spiffe:\/\/e2e\/ns\/doctor\/sa\/other.*spiffe:\/\/e2e\/ns\/doctor\/sa\/web/,
      ) as string,
    }),
  ]);
  expect(exitCode).toBe(1);
  await restore();
  expect((await runDoctor(machine)).exitCode).toBe(0);
});

it('doctor names cainjector when it is scaled to 0, and exits 1', async () => {
  await stopCainjector();

  const { exitCode, findings } = await runDoctor(machine);

  expect(findings).toEqual([
    expect.objectContaining({
      code: 'IAMRA113',
      message: expect.stringContaining('cainjector') as string,
      fix: expect.stringMatching(/kubectl .*scale .*cainjector/) as string,
    }),
  ]);
  expect(exitCode).toBe(1);
  await startCainjector();
});

it('install refuses without cainjector, and leaves no release', async () => {
  await uninstall(machine);
  await stopCainjector();

  const { stderr, exitCode } = await machine.iamra(await installWords(4, machine.emulator));

  expect(stderr).toMatch(/IAMRA113 .*cainjector[^]*Fix: *kubectl .*scale/);
  expect(exitCode).toBe(3);
  const words = ['get', 'secrets', '--all-namespaces', '--selector=owner=helm,name=iamra-injector'];
  expect(await machine.kubectl([...words, '--output=name'])).toBe('');
  await startCainjector();
});

function checkOf({ checks }: DoctorResult, name: string): CheckResult | undefined {
  return checks.find((check) => check.name === name);
}

/** Changes who may have the role, and gives what undoes it. */
async function trustInstead(identity: string): Promise<() => Promise<void>> {
  const iam = iamClient(machine.emulator);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: namespace }));
  const before = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
  const update = async (PolicyDocument: string): Promise<void> => {
    const input = { RoleName: namespace, PolicyDocument };
    await iam.send(new UpdateAssumeRolePolicyCommand(input));
  };
  await update(before.replaceAll('spiffe://e2e/ns/doctor/sa/web', identity));
  return () => update(before);
}

async function stopCainjector(): Promise<void> {
  await machine.kubectl(['scale', 'deployment', '--replicas=0', ...cainjector]);
  await pollCluster(async () => {
    const pods = await machine.kubectl(['get', 'pods', '--output=name', ...cainjector]);
    return pods === '' ? true : undefined;
  });
}

async function startCainjector(): Promise<void> {
  await machine.kubectl(['scale', 'deployment', '--replicas=1', ...cainjector]);
  await machine.kubectl(['rollout', 'status', 'deployment', '--timeout=120s', ...cainjector]);
}
