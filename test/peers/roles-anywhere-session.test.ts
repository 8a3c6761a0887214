import { beforeAll, expect, test } from 'vitest';
import { makeCa } from '../fixtures/certificates.ts';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { requestSession } from './support/roles-anywhere-session.ts';
import { issueLeaf, writeSigningFiles } from './support/workload.ts';

let account: EmulatedAccount;

beforeAll(async () => {
  account = await emulatedAccount(1);
  return account.close;
});

const assumedRole = /^arn:aws:sts::123456789012:assumed-role\/web\/[0-9a-f]{32}$/;

test.each(['ec-p256', 'ec-p384', 'rsa-2048'] as const)(
  'iam-rolesanywhere-session gets credentials over HTTPS with a key of kind %s, and STS knows them',
  async (keyKind) => {
    const leaf = await issueLeaf({ issuer: account.ca, keyKind });
    const files = await writeSigningFiles(account.folder, leaf);

    expect(await requestSession(account, files)).toEqual({
      arn: expect.stringMatching(assumedRole) as string,
    });
  },
);

test('iam-rolesanywhere-session gets credentials for a leaf of an intermediate CA that it sends along', async () => {
  const intermediate = await makeCa(new Date(), { name: 'intermediate', issuer: account.ca });
  const leaf = await issueLeaf({ issuer: intermediate });
  const files = await writeSigningFiles(account.folder, leaf, intermediate);

  expect(await requestSession(account, files)).toEqual({
    arn: expect.stringMatching(assumedRole) as string,
  });
});
