import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { lastTroubleOf } from '../../src/core/checks/helper-words.ts';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { goProgram } from './support/go-program.ts';
import { javascriptSdkOf2023 } from './support/javascript-sdk.ts';
import { pythonProgram } from './support/python-program.ts';
import { runForJson } from './support/run-program.ts';
import { type PodWithHelper, podName, podWithHelper } from './support/signing-helper.ts';

let account: EmulatedAccount;
let pod: PodWithHelper;

beforeAll(async () => {
  await Promise.all([goProgram('signing-helper'), javascriptSdkOf2023()]);
});

beforeAll(async () => {
  account = await emulatedAccount(0);
  return account.close;
});

beforeAll(async () => {
  pod = await podWithHelper(account);
  const stop = await pod.start();
  return async () => {
    await stop();
  };
});

const sdks = [
  {
    name: 'boto3',
    command: () => pythonProgram('current', 'caller_identity.py'),
  },
  {
    name: '@aws-sdk/client-sts 3.300.0',
    command: async (): Promise<[string, ...string[]]> => {
      const program = join(import.meta.dirname, 'programs', 'caller-identity.mjs');
      return [process.execPath, program, await javascriptSdkOf2023()];
    },
  },
];

describe("AWS's signing helper, run as the webhook injects it", () => {
  test.each(sdks)('gives $name the role, in a session named after the pod', async ({ command }) => {
    const environment = { ...account.environment, ...pod.appVariables };

    expect(await runForJson(await command(), { environment })).toMatchObject({
      arn: `arn:aws:sts::123456789012:assumed-role/web/${podName}`,
    });
  });

  test('has a startup probe that succeeds once AWS gives a session, and prints no credentials', async () => {
    expect(await pod.probe()).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

describe('where AWS refuses the session', () => {
  const reason = "Requested Role isn't one of those listed in the Profile";

  test("the startup probe fails with AWS's words, which kubectl describe shows", async () => {
    const { probe } = await podWithHelper(account, account.unlistedRoleArn);

    expect(await probe()).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(reason) as string,
    });
  });

  test('this release answers 200 with empty credentials, and its log says why, which doctor reads', async () => {
    const refused = await podWithHelper(account, account.unlistedRoleArn);
    const stop = await refused.start();
    const answer = await askForCredentials(refused, 'unlisted');
    const log = await stop();

    expect(answer).toMatchObject({ Code: 'Success', AccessKeyId: '', SecretAccessKey: '' });
    expect(lastTroubleOf(log, new Date())).toContain(reason);
  });
});

/** As an SDK does by IMDSv2. */
async function askForCredentials({ appVariables }: PodWithHelper, role: string): Promise<unknown> {
  const endpoint = `${appVariables['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? ''}/latest`;
  const token = await fetch(`${endpoint}/api/token`, { method: 'PUT' });
  const answer = await fetch(`${endpoint}/meta-data/iam/security-credentials/${role}`, {
    headers: { 'X-aws-ec2-metadata-token': await token.text() },
  });
  expect(answer.status).toBe(200);
  return answer.json();
}
