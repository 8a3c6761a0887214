import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { formatServiceAccountName } from '../../src/core/identity/service-account.ts';
import { readCertificate } from '../../src/core/pki/certificate-facts.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { decimal } from '../../src/core/pki/serial-number.ts';
import { writeCaKeyFile } from '../../src/files/ca-key-file.ts';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { pythonProgram } from './support/python-program.ts';
import { requestSession } from './support/roles-anywhere-session.ts';
import { type FinishedProgram, runForJson, runProgram } from './support/run-program.ts';
import {
  cluster,
  issueLeaf,
  type SigningFiles,
  web,
  writeSigningFiles,
} from './support/workload.ts';

const program = join(import.meta.dirname, '../../bin/run.js');
const session = {
  arn: expect.stringMatching(/^arn:aws:sts::123456789012:assumed-role\/web\//) as string,
};
const untrusted = { status: 403, message: 'Untrusted signing certificate' };

let account: EmulatedAccount;

beforeAll(async () => {
  account = await emulatedAccount(0);
  await writeCaKeyFile(join(account.folder, 'ca.key'), account.ca);
  await writeFile(join(account.folder, 'iamra.yaml'), configText());
  return account.close;
});

/** What `iamra init` would have written. */
function configText(): string {
  return stringify({
    apiVersion: 'iamra.dev/v1',
    cluster,
    region: account.region,
    account: '123456789012',
    trustAnchor: { name: 'cluster', arn: account.trustAnchorArn },
    profile: { name: 'cluster', arn: account.profileArn, durationSeconds: 3600 },
    roles: [
      { name: 'web', arn: account.roleArn, serviceAccounts: [formatServiceAccountName(web)] },
    ],
  });
}

function iamra(...words: string[]): Promise<FinishedProgram> {
  const inFolder = (name: string): string => join(account.folder, name);
  const files = ['--config', inFolder('iamra.yaml'), '--ca-key-file', inFolder('ca.key')];
  return runProgram([process.execPath, program, ...words, ...files, '--no-cluster', '--yes'], {
    environment: { ...account.environment, ...account.administrator },
  });
}

async function readList(): Promise<unknown> {
  return runForJson(await pythonProgram('current', 'check_revocation_list.py'), {
    environment: { ...account.environment, ...account.administrator },
  });
}

async function filesOf(leaf: IssuedCertificate): Promise<SigningFiles> {
  return writeSigningFiles(account.folder, leaf);
}

test('iam-rolesanywhere-session loses its sessions when its certificate is revoked, has them with a new one, and with the old one again when that is taken off the list', async () => {
  const old = await issueLeaf({ issuer: account.ca });
  const serialNumber = decimal(readCertificate(old.certificatePem).serialNumber);
  const oldFiles = await filesOf(old);
  expect(await requestSession(account, oldFiles)).toEqual(session);

  const revoke = ['ca', 'revoke', '--service-account', 'default/web'];
  const revoked = await iamra(...revoke, '--reason', 'keyCompromise');
  expect(revoked.exitCode, revoked.stderr).toBe(0);
  expect(await requestSession(account, oldFiles)).toEqual(untrusted);
  expect(await readList()).toEqual({
    verified: true,
    number: 1,
    revoked: [serialNumber],
    reasons: ['keyCompromise'],
  });

  const reissued = await filesOf(await issueLeaf({ issuer: account.ca }));
  expect(await requestSession(account, reissued)).toEqual(session);
  expect(await requestSession(account, oldFiles)).toEqual(untrusted);

  const restored = await iamra('ca', 'unrevoke', '--serial', serialNumber);
  expect(restored.exitCode, restored.stderr).toBe(0);
  expect(await requestSession(account, oldFiles)).toEqual(session);
  expect(await readList()).toEqual({ verified: true, number: 2, revoked: [], reasons: [] });
});

test('iam-rolesanywhere-session is refused for a ServiceAccount that the role does not name, whether another’s certificate is revoked or not', async () => {
  const stranger = { namespace: 'default', name: 'stranger' };
  const strangers = await filesOf(
    await issueLeaf({ issuer: account.ca, serviceAccount: stranger }),
  );
  const leaf = await issueLeaf({ issuer: account.ca });
  const files = await filesOf(leaf);
  const refused = { status: 403, message: `Unable to assume role for ${account.roleArn}` };
  expect(await requestSession(account, strangers)).toEqual(refused);
  expect(await requestSession(account, files)).toEqual(session);

  const serialNumber = decimal(readCertificate(leaf.certificatePem).serialNumber);
  const revoked = await iamra('ca', 'revoke', '--serial', serialNumber);
  expect(revoked.exitCode, revoked.stderr).toBe(0);
  expect(await requestSession(account, files)).toEqual(untrusted);
  expect(await requestSession(account, strangers)).toEqual(refused);

  const restored = await iamra('ca', 'unrevoke', '--serial', serialNumber);
  expect(restored.exitCode, restored.stderr).toBe(0);
});
