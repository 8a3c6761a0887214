import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ServiceAccountName } from '../../src/core/identity/service-account.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { readCaKeyFile } from '../../src/files/ca-key-file.ts';
import type { EmulatedAccount } from './support/emulated-account.ts';
import { httpsEmulator } from './support/https-emulator.ts';
import { requestSession } from './support/roles-anywhere-session.ts';
import { runProgram } from './support/run-program.ts';
import { cluster, issueLeaf, web, writeSigningFiles } from './support/workload.ts';

const program = join(import.meta.dirname, '../../bin/run.js');
const other: ServiceAccountName = { namespace: 'default', name: 'other' };

let account: EmulatedAccount;

beforeAll(async () => {
  const emulator = await httpsEmulator();
  const keyFile = ['--ca-key-file', join(emulator.folder, 'ca.key')];
  const role = ['--role', 'web', '--service-account', 'default/web'];
  const { stdout } = await iamra(emulator, 'init', '--cluster', cluster, ...keyFile, ...role);
  const { trustAnchorArn, profileArn, roles } = JSON.parse(stdout) as {
    trustAnchorArn: string;
    profileArn: string;
    roles: { arn: string }[];
  };
  const roleArn = roles[0]?.arn ?? '';
  const ca = await caIn(emulator, 'ca.key');
  account = { ...emulator, trustAnchorArn, profileArn, roleArn, unlistedRoleArn: '', ca };
  return emulator.close;
});

type Machine = Pick<EmulatedAccount, 'folder' | 'environment' | 'administrator'>;

async function iamra(
  { folder, environment, administrator }: Machine,
  ...words: string[]
): Promise<{ stdout: string }> {
  const files = ['--config', join(folder, 'iamra.yaml'), '--yes', '--json'];
  return runProgram([process.execPath, program, ...words, ...files], {
    environment: { ...environment, ...administrator },
  });
}

async function rotate(...words: string[]): Promise<unknown> {
  const keyFile = join(account.folder, 'ca.key');
  const { stdout } = await iamra(account, 'ca', 'rotate', '--ca-key-file', keyFile, ...words);
  return JSON.parse(stdout);
}

async function caIn({ folder }: Machine, name: string): Promise<IssuedCertificate> {
  const ca = await readCaKeyFile(join(folder, name));
  if (ca === undefined) throw new Error(`there is no ${name}`);
  return ca;
}

/** What iam-rolesanywhere-session gets with a certificate of that CA. */
async function session(issuer: IssuedCertificate, serviceAccount = web): Promise<unknown> {
  const leaf = await issueLeaf({ issuer, serviceAccount });
  return requestSession(account, await writeSigningFiles(account.folder, leaf));
}

const granted = {
  arn: expect.stringMatching(/^arn:aws:sts::123456789012:assumed-role\/web\//) as string,
};
const refused = {
  status: 403,
  message: expect.stringContaining('Unable to assume role') as string,
};
const untrusted = { status: 403, message: 'Untrusted signing certificate' };

test('iam-rolesanywhere-session gets a session for the right ServiceAccount alone before, during and after ca rotate', async () => {
  const old = account.ca;
  expect(await session(old)).toEqual(granted);
  expect(await session(old, other)).toEqual(refused);

  expect(await rotate()).toMatchObject({ phase: 'next-signs' });
  const fresh = await caIn(account, 'ca.key');
  for (const ca of [old, fresh]) {
    expect(await session(ca)).toEqual(granted);
    expect(await session(ca, other)).toEqual(refused);
  }

  expect(await rotate('--reissued')).toMatchObject({ phase: 'none' });
  expect(await session(fresh)).toEqual(granted);
  expect(await session(fresh, other)).toEqual(refused);
  expect(await session(old)).toEqual(untrusted);
});
