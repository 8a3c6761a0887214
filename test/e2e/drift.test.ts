import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { installWords, type UserMachine, userMachine } from './support/installation.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { runDoctor } from './support/run-doctor.ts';
import { initialise, removeInstallation } from './support/sound-installation.ts';

const namespace = 'drift';
const system = '--namespace=iamra-system';

let machine: UserMachine;

beforeAll(async () => {
  machine = await userMachine();
  await machine.kubectl(['create', 'namespace', namespace]);
  await initialise(machine, { namespace, serviceAccounts: ['web'] });
  await succeed('export', 'permissions', '--for', 'read-only', '--out', 'drift.json');
  const account = 'iamra-system/iamra-identity-controller';
  const role = ['role', 'add', 'iamra-drift', '--service-account', account];
  await succeed(...role, '--policy', 'drift.json', '--yes');
  const { emulator } = machine;
  const values = ['enabled=true', 'interval=1m', 'jitter=0s', `endpointUrl=${emulator.url}`];
  const flags = values.flatMap((value) => ['--set', `driftDetection.${value}`]);
  await succeed(...(await installWords(4, emulator)), ...flags);
});

afterAll(() => removeInstallation(machine, namespace));

async function succeed(...words: string[]): Promise<void> {
  const { stderr, exitCode } = await machine.iamra(words);
  expect(exitCode, stderr).toBe(0);
}

/** What the controller has asked of AWS by its role. */
function asked(): string[] {
  return machine.exchanges
    .filter(({ callerArn = '' }) => callerArn.includes(':assumed-role/iamra-drift/'))
    .map(({ operation }) => operation);
}

/** Those that `kubectl describe deployment` shows, oldest first: `Warning IAMRA280 …`. */
async function events(): Promise<string[]> {
  const text = await machine.kubectl(['describe', 'deployment/iamra-identity-controller', system]);
  return text
    .split('\n')
    .filter((line) => line.includes('iamra-identity-controller') && /IAMRA2|Drift/.test(line));
}

it('the controller looks with a certificate of its own, and finds nothing after init', async () => {
  await pollUntil(() => asked().includes('GetRolePolicy') || undefined);
  const certificate = ['get', 'certificate', 'iamra-iamra-identity-controller', system];
  const uris = await machine.kubectl([...certificate, '-o=jsonpath={.spec.uris[*]}']);
  expect(uris).toBe('spiffe://e2e/ns/iamra-system/sa/iamra-identity-controller');
  expect(await events()).toEqual([]);
});

it('doctor sees that it works', async () => {
  const { findings, result } = await runDoctor(machine, '--only', 'drift-detection');
  expect(findings).toEqual([]);
  expect(result.checks).toMatchObject([{ name: 'drift-detection', outcome: 'pass' }]);
});

it('an Event tells of drift within the interval, doctor passes it on, and another one tells of its end', async () => {
  const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  const command = new UpdateAssumeRolePolicyCommand({ RoleName: namespace, PolicyDocument });
  await iamClient(machine.emulator).send(command);

  const told = await pollCluster(async () => (await events()).find((line) => line.includes('280')));
  expect(told).toMatch(/Warning +IAMRA280 .*AWS differs from iamra.yaml in 1 resource: role drift/);
  const { findings } = await runDoctor(machine, '--only', 'drift-detection');
  expect(findings).toMatchObject([{ code: 'IAMRA280', severity: 'warn' }]);

  await succeed('init', '--yes');
  const ended = await pollCluster(async () =>
    (await events()).find((line) => line.includes('DriftEnded')),
  );
  expect(ended).toMatch(/Normal +DriftEnded/);
});

it('never asked AWS for anything but to read', () => {
  // The session itself leaves a record of who asks, and nothing else.
  for (const operation of asked()) expect(operation).toMatch(/^(CreateSession$|Get|List)/);
});
