import { beforeAll, expect, test } from 'vitest';
import { makeCa } from '../fixtures/certificates.ts';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { requestSession } from './support/roles-anywhere-session.ts';
import { issueLeaf, writeSigningFiles } from './support/workload.ts';

let account: EmulatedAccount;

beforeAll(async () => {
  account = await emulatedAccount(0);
  return account.close;
});

const refusal = (message: string): object => ({ status: 403, message });

test.each(['signature', 'body'] as const)(
  'a request whose %s was changed after signing is refused with “Invalid signature”',
  async (forge) => {
    const files = await writeSigningFiles(account.folder, await issueLeaf({ issuer: account.ca }));

    expect(await requestSession(account, files, { forge })).toEqual(refusal('Invalid signature'));
  },
);

test('a certificate of a CA that is not in the anchor is refused as untrusted', async () => {
  const foreign = await makeCa(new Date(), { name: 'foreign' });
  const files = await writeSigningFiles(account.folder, await issueLeaf({ issuer: foreign }));

  expect(await requestSession(account, files)).toEqual(refusal('Untrusted signing certificate'));
});

test('a certificate of a foreign CA with the name of the anchor’s is refused as untrusted', async () => {
  const impostor = await makeCa(new Date(), { name: 'anchor' });
  const files = await writeSigningFiles(account.folder, await issueLeaf({ issuer: impostor }));

  expect(await requestSession(account, files)).toEqual(refusal('Untrusted signing certificate'));
});

test('a leaf of an intermediate beyond the anchor’s path length is refused as untrusted', async () => {
  const intermediate = await makeCa(new Date(), { name: 'intermediate', issuer: account.ca });
  const leaf = await issueLeaf({ issuer: intermediate });
  const files = await writeSigningFiles(account.folder, leaf, intermediate);

  expect(await requestSession(account, files)).toEqual(refusal('Untrusted signing certificate'));
});

test('an expired leaf is refused as untrusted', async () => {
  const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
  const validity = { notBefore: minutesAgo(60), notAfter: minutesAgo(1) };
  const leaf = await issueLeaf({ issuer: account.ca, validity });
  const files = await writeSigningFiles(account.folder, leaf);

  expect(await requestSession(account, files)).toEqual(refusal('Untrusted signing certificate'));
});

test('a role that the profile does not list is refused', async () => {
  const files = await writeSigningFiles(account.folder, await issueLeaf({ issuer: account.ca }));

  expect(await requestSession(account, files, { roleArn: account.unlistedRoleArn })).toEqual(
    refusal("Requested Role isn't one of those listed in the Profile."),
  );
});

test('the certificate of another ServiceAccount is refused by the trust policy', async () => {
  const serviceAccount = { namespace: 'default', name: 'intruder' };
  const leaf = await issueLeaf({ issuer: account.ca, serviceAccount });
  const files = await writeSigningFiles(account.folder, leaf);

  expect(await requestSession(account, files)).toEqual(
    refusal(`Unable to assume role for ${account.roleArn}`),
  );
});
