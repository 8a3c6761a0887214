import { beforeAll, describe, expect, test } from 'vitest';
import { runForJson } from '../peers/support/run-program.ts';
import { goSdk, javaSdk, rustSdk } from './support/sdk-programs.ts';
import { type ShortSessions, startShortSessions } from './support/short-sessions.ts';

/** All know the container endpoint with its token file. */
const sdks = [
  {
    ...rustSdk('the AWS SDK for Rust', 'caller-identity-rust'),
    keys: { container: 2, imds: 2 },
  },
  {
    ...goSdk('the last AWS SDK for Go v1', 'caller-identity-go-v1'),
    keys: { container: 2, imds: 2 },
  },
  {
    ...javaSdk('the last AWS SDK for Java v1', 'caller-identity-java-v1'),
    // It keeps those of instance metadata for a minute at least, even when they end before.
    keys: { container: 2, imds: 1 },
  },
];

let sessions: ShortSessions;

// One after the other: each build takes all cores.
beforeAll(async () => {
  for (const { prepare } of sdks) await prepare();
});

beforeAll(async () => {
  sessions = await startShortSessions();
  return sessions.close;
});

const caller = { arn: expect.stringMatching(/assumed-role\/web\/[0-9a-f]{32}$/) as string };

describe.each(sdks)('$name', ({ command, keys }) => {
  let program: readonly [string, ...string[]];

  beforeAll(async () => {
    program = await command(sessions.account);
  });

  test.each(['container', 'imds'] as const)(
    'gets credentials by the %s endpoint alone, and new ones before they end',
    async (endpoint) => {
      const { account, agent } = sessions;
      const environment = { ...account.environment, ...agent.variables[endpoint] };

      expect(await runForJson([...program, String(keys[endpoint])], { environment })).toMatchObject(
        caller,
      );
    },
  );

  test('takes the container endpoint where it is led to both, and does not ask the other', async () => {
    const { account, agent } = sessions;
    const environment = {
      ...account.environment,
      ...agent.variables.container,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1',
    };

    expect(await runForJson([...program, '1'], { environment })).toMatchObject(caller);
  });
});
