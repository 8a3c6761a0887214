import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type HttpsEmulator, httpsEmulator } from './support/https-emulator.ts';
import { type RunningMoto, startMoto } from './support/moto.ts';
import { pythonProgram } from './support/python-program.ts';
import { type FinishedProgram, runForJson, runProgram } from './support/run-program.ts';

const program = join(import.meta.dirname, '../../bin/run.js');
const readOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const queues = 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess';

let emulator: HttpsEmulator;
let moto: RunningMoto;

beforeAll(async () => {
  emulator = await httpsEmulator();
  return emulator.close;
});

beforeAll(async () => {
  moto = await startMoto(emulator.folder);
  return moto.stop;
});

function environment(): Record<string, string> {
  return {
    ...emulator.environment,
    ...emulator.administrator,
    AWS_ENDPOINT_URL: moto.url,
    AWS_ENDPOINT_URL_IAM: moto.url,
    AWS_ENDPOINT_URL_STS: moto.url,
    AWS_ENDPOINT_URL_ROLESANYWHERE: emulator.url,
  };
}

const configFile = (): string => join(emulator.folder, 'iamra.yaml');

function init(...more: string[]): Promise<FinishedProgram> {
  const files = ['--config', configFile(), '--ca-key-file', join(emulator.folder, 'ca.pem')];
  const command = [process.execPath, program, 'init', '--yes', '--cluster', 'home', ...files];
  return runProgram([...command, ...more] as [string, ...string[]], { environment: environment() });
}

async function roleInMoto(name = 'web'): Promise<unknown> {
  return runForJson(await pythonProgram('current', 'describe_role.py', name), {
    environment: environment(),
  });
}

async function meddleWithRole(name: string): Promise<void> {
  const program = await pythonProgram('current', 'meddle_with_role.py', name);
  await runForJson(program, { environment: environment() });
}

function plan(): Promise<FinishedProgram> {
  return runProgram([process.execPath, program, 'plan', '--config', configFile()], {
    environment: environment(),
  });
}

function trustPolicy(trustAnchorArn: string, identity: string | string[]): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'IamraWorkloads',
        Effect: 'Allow',
        Principal: { Service: 'rolesanywhere.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          ArnEquals: { 'aws:SourceArn': trustAnchorArn },
          StringEquals: { 'aws:PrincipalTag/x509SAN/URI': identity },
        },
      },
    ],
  };
}

test('init makes the role in moto, repeats without a change, and extends what it made', async () => {
  const web = ['--role', 'web', '--service-account', 'default/web', '--policy', readOnly];
  const first = await init(...web);
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.stdout).toContain('The AWS side of cluster home is ready.');
  const [trustAnchorArn = ''] = /arn:aws:rolesanywhere:\S+trust-anchor\S+/.exec(first.stdout) ?? [];
  const identity = 'spiffe://home/ns/default/sa/web';
  expect(await roleInMoto()).toMatchObject({
    arn: 'arn:aws:iam::123456789012:role/web',
    trustPolicy: trustPolicy(trustAnchorArn, identity),
    maxSessionDuration: 3600,
    policies: [readOnly],
    tags: { 'iamra.dev/cluster': 'home', 'iamra.dev/managed-by': 'iamra' },
  });

  const config = await readFile(configFile(), 'utf8');
  const second = await init(...web);
  expect(second).toMatchObject({ exitCode: 0 });
  expect(second.stdout).toContain('Nothing to change');
  expect(await readFile(configFile(), 'utf8')).toBe(config);

  const worker = ['--role', 'web', '--service-account', 'jobs/worker', '--policy', queues];
  const third = await init(...worker, '--session-duration', '7200');
  expect(third).toMatchObject({ exitCode: 0 });
  expect(await roleInMoto()).toMatchObject({
    trustPolicy: trustPolicy(trustAnchorArn, [identity, 'spiffe://home/ns/jobs/sa/worker']),
    maxSessionDuration: 7200,
    policies: [readOnly, queues],
  });
});

const queue = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
};

test('init makes all of a role in moto, and repairs all of it when somebody meddled', async () => {
  await writeFile(join(emulator.folder, 'queue.json'), JSON.stringify(queue));
  const first = await init(
    ...['--role', 'mail', '--service-account', 'shop/mail', '--role-path', '/teams/shop/'],
    ...['--policy', readOnly, '--policy', join(emulator.folder, 'queue.json')],
    ...['--permissions-boundary', queues, '--tag', 'team=shop', '--session-duration', '3600'],
    ...['--condition', 'StringLike:aws:PrincipalTag/x509Subject/CN=shop.*', '--source-account'],
  );
  expect(first).toMatchObject({ exitCode: 0 });
  const made = await roleInMoto('mail');
  expect(made).toMatchObject({
    arn: 'arn:aws:iam::123456789012:role/teams/shop/mail',
    trustPolicy: {
      Statement: [
        {
          Condition: {
            StringEquals: {
              'aws:PrincipalTag/x509SAN/URI': 'spiffe://home/ns/shop/sa/mail',
              'aws:SourceAccount': '123456789012',
            },
            StringLike: { 'aws:PrincipalTag/x509Subject/CN': 'shop.*' },
          },
        },
      ],
    },
    policies: [readOnly],
    inlinePolicies: { 'iamra-queue': queue },
    permissionsBoundary: queues,
    tags: { team: 'shop', 'iamra.dev/cluster': 'home' },
  });
  expect(await plan()).toMatchObject({ exitCode: 0 });

  await meddleWithRole('mail');
  expect(await plan()).toMatchObject({ exitCode: 1 });
  expect(await init()).toMatchObject({ exitCode: 0 });
  const { trustPolicy: repaired, ...rest } = (await roleInMoto('mail')) as {
    trustPolicy: { Statement: object[] };
  };
  const { trustPolicy: original, ...wanted } = made as typeof rest & {
    trustPolicy: { Statement: object[] };
  };
  expect(rest).toEqual(wanted);
  expect(repaired.Statement).toEqual([
    expect.objectContaining({ Sid: 'BreakGlass' }),
    ...original.Statement,
  ]);
  expect((await init()).stdout).toContain('Nothing to change');
});
