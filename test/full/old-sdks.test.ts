import { beforeAll, describe, expect, test } from 'vitest';
import { pythonEnvironment } from '../peers/support/python-environment.ts';
import { runForJson, runProgram } from '../peers/support/run-program.ts';
import { goSdk, javaSdk, rustSdk } from './support/sdk-programs.ts';
import { type ShortSessions, startShortSessions } from './support/short-sessions.ts';

/** All know AWS_CONTAINER_CREDENTIALS_FULL_URI, and not yet its token file. */
const stopping = [
  {
    ...goSdk('the AWS SDK for Go v2 of 2023', 'caller-identity-go-2023'),
    stops: /failed to load credentials, IAMRA421: The Authorization header is missing/,
  },
  {
    ...rustSdk('the AWS SDK for Rust of 2023', 'caller-identity-rust-2023'),
    stops: /Non-success status from HTTP credential provider: 401/,
  },
];
const java = javaSdk('the AWS SDK for Java v2 of 2023', 'caller-identity-java-2023');
const sdks = [...stopping, java];

let sessions: ShortSessions;

// One after the other: each build takes all cores.
beforeAll(async () => {
  for (const { prepare } of sdks) await prepare();
  await pythonEnvironment('cli-2023');
});

beforeAll(async () => {
  sessions = await startShortSessions();
  return sessions.close;
});

const caller = /assumed-role\/web\/[0-9a-f]{32}$/;

/** What a container gets, with a name for the emulator: TLS of that time knows no addresses. */
function environmentOf(
  ...endpoints: readonly ('container' | 'imds')[]
): Readonly<Record<string, string>> {
  const { account, agent } = sessions;
  const environment: Record<string, string> = {
    ...account.environment,
    AWS_ENDPOINT_URL_STS: account.url.replace('127.0.0.1', 'localhost'),
  };
  for (const endpoint of endpoints) Object.assign(environment, agent.variables[endpoint]);
  return environment;
}

describe.each(sdks)('$name', ({ command }) => {
  let program: readonly [string, ...string[]];

  beforeAll(async () => {
    program = await command(sessions.account);
  });

  test('gets credentials with credentials-endpoint: imds, and new ones before they end', async () => {
    const environment = environmentOf('imds');

    expect(await runForJson([...program, '2'], { environment })).toMatchObject({
      arn: expect.stringMatching(caller) as string,
    });
  });

  test('sends no token to the container endpoint, and has no credentials with that alone', async () => {
    const environment = environmentOf('container');

    expect((await runProgram([...program, '1'], { environment })).exitCode).not.toBe(0);
  });
});

describe.each(stopping)('$name', ({ command, stops }) => {
  test('stops at the 401 where it is led to both endpoints', async () => {
    const program = await command(sessions.account);
    const environment = environmentOf('container', 'imds');
    const { exitCode, stderr } = await runProgram([...program, '1'], { environment });

    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(stops);
  });
});

test('the AWS SDK for Java v2 of 2023 asks instance metadata after the 401', async () => {
  const environment = environmentOf('container', 'imds');
  const program = await java.command(sessions.account);

  expect(await runForJson([...program, '1'], { environment })).toMatchObject({
    arn: expect.stringMatching(caller) as string,
  });
});

describe('the AWS CLI of 2023', () => {
  let program: readonly [string, ...string[]];

  beforeAll(async () => {
    const { url } = sessions.account;
    const words = ['-m', 'awscli', '--endpoint-url', url, 'sts', 'get-caller-identity'];
    program = [await pythonEnvironment('cli-2023'), ...words, '--output', 'json'];
  });

  test('gets credentials with credentials-endpoint: imds', async () => {
    expect(await runForJson(program, { environment: environmentOf('imds') })).toMatchObject({
      Arn: expect.stringMatching(caller) as string,
    });
  });

  test('stops at the 401 where it is led to both endpoints', async () => {
    const environment = environmentOf('container', 'imds');
    const { exitCode, stderr } = await runProgram(program, { environment });

    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/non 200 response \(401\)/);
  });
});
