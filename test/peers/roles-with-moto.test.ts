import { join } from 'node:path';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { beforeAll, expect, test } from 'vitest';
import { type HttpsEmulator, httpsEmulator } from './support/https-emulator.ts';
import { type RunningMoto, startMoto } from './support/moto.ts';
import { type FinishedProgram, runProgram } from './support/run-program.ts';

const program = join(import.meta.dirname, '../../bin/run.js');
const readOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const reports = 'arn:aws:iam::123456789012:role/reports';

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

function run(...words: string[]): Promise<FinishedProgram> {
  const config = ['--config', join(emulator.folder, 'iamra.yaml')];
  return runProgram([process.execPath, program, ...words, ...config], {
    environment: {
      ...emulator.environment,
      ...emulator.administrator,
      AWS_ENDPOINT_URL: moto.url,
      AWS_ENDPOINT_URL_IAM: moto.url,
      AWS_ENDPOINT_URL_STS: moto.url,
      AWS_ENDPOINT_URL_ROLESANYWHERE: emulator.url,
    },
  });
}

function iam(): IAMClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new IAMClient({ endpoint: moto.url, region: 'eu-west-1', credentials });
}

async function trustPolicyOf(RoleName: string): Promise<string> {
  const { Role } = await iam().send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
}

const theirs = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

test('roles are made, adopted, given back and removed in moto, and destroy leaves those of others', async () => {
  const key = ['--ca-key-file', join(emulator.folder, 'ca.pem')];
  const init = await run('init', '--cluster', 'home', ...key, '--yes');
  expect(init).toMatchObject({ exitCode: 0 });
  await iam().send(
    new CreateRoleCommand({ RoleName: 'reports', AssumeRolePolicyDocument: theirs }),
  );

  const add = ['role', 'add', 'web', '--service-account', 'default/web', '--policy', readOnly];
  expect(await run(...add, '--yes')).toMatchObject({ exitCode: 0 });
  expect((await run(...add)).stdout).toContain('Nothing to change');
  const adopt = ['role', 'adopt', reports, '--service-account', 'shop/reports'];
  expect(await run(...adopt, '--yes')).toMatchObject({ exitCode: 0 });
  expect((await run(...adopt)).stdout).toContain('Nothing to change');
  expect(await trustPolicyOf('reports')).toMatch(/ec2\.amazonaws\.com[^]*IamraWorkloads/);
  expect((await run('role', 'list')).stdout).not.toMatch(/differs|missing/);

  expect(await run('role', 'remove', 'reports', '--yes')).toMatchObject({ exitCode: 0 });
  expect(await trustPolicyOf('reports')).toBe(theirs);

  const instance = { InstanceProfileName: 'instance', RoleName: 'web' };
  await iam().send(new CreateInstanceProfileCommand(instance));
  await iam().send(new AddRoleToInstanceProfileCommand(instance));
  const refused = await run('destroy', '--yes');
  expect(refused.stderr).toContain('Error IAMRA245');
  expect(refused.stderr).toContain('list-instance-profiles-for-role --role-name web');
  await iam().send(new RemoveRoleFromInstanceProfileCommand(instance));
  expect(await run('destroy', '--yes')).toMatchObject({ exitCode: 0 });
  await expect(trustPolicyOf('web')).rejects.toThrow(/not found|cannot be found/i);
  expect(await trustPolicyOf('reports')).toBe(theirs);
  expect((await run('destroy')).stdout).toContain('Nothing to do');
});
