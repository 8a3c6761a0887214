import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { pythonModule } from './support/python-program.ts';
import { runForJson } from './support/run-program.ts';
import { issueLeaf, writeSigningFiles } from './support/workload.ts';

let account: EmulatedAccount;

beforeAll(async () => {
  account = await emulatedAccount(0);
  return account.close;
});

test('the AWS CLI gets credentials from iamra credential-process, and STS knows them', async () => {
  const files = await writeSigningFiles(account.folder, await issueLeaf({ issuer: account.ca }));
  const line = [
    ...[process.execPath, resolve('bin/run.js'), 'credential-process'],
    ...['--certificate', files.certificate, '--private-key', files.privateKey],
    ...['--trust-anchor-arn', account.trustAnchorArn, '--ra-profile-arn', account.profileArn],
    ...['--role-arn', account.roleArn],
  ];
  const configFile = join(account.folder, 'config');
  await writeFile(configFile, `[profile web]\ncredential_process = ${line.join(' ')}\n`);
  const command = ['sts', 'get-caller-identity', '--output', 'json', '--profile', 'web'];
  const environment = {
    ...account.environment,
    AWS_CONFIG_FILE: configFile,
    AWS_ENDPOINT_URL_ROLESANYWHERE: account.url,
  };
  const answer = await runForJson(await pythonModule('awscli', ...command), { environment });

  expect(answer).toMatchObject({
    Account: '123456789012',
    Arn: expect.stringMatching(/assumed-role\/web\/[0-9a-f]{32}$/) as string,
  });
});
