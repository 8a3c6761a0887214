import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RunningAgent, startAgent } from './support/agent.ts';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { javascriptSdkOf2023 } from './support/javascript-sdk.ts';
import { pythonEnvironment } from './support/python-environment.ts';
import { pythonProgram } from './support/python-program.ts';
import { runForJson, runProgram } from './support/run-program.ts';

let account: EmulatedAccount;
let agent: RunningAgent;

beforeAll(async () => {
  await Promise.all([pythonEnvironment('2023'), javascriptSdkOf2023()]);
});

beforeAll(async () => {
  account = await emulatedAccount(0);
  return account.close;
});

beforeAll(async () => {
  agent = await startAgent(account);
  return agent.stop;
});

const sdks = [
  {
    name: 'botocore 1.29.165',
    command: () => pythonProgram('2023', 'caller_identity.py'),
    refusal: /container-role: .*non 200 response \(401\)/,
  },
  {
    name: '@aws-sdk/client-sts 3.300.0',
    command: async (): Promise<[string, ...string[]]> => {
      const program = join(import.meta.dirname, 'programs', 'caller-identity.mjs');
      return [process.execPath, program, await javascriptSdkOf2023()];
    },
    refusal: /Could not load credentials from any providers/,
  },
];

describe.each(sdks)('$name', ({ command, refusal }) => {
  test('gets credentials from the agent with credentials-endpoint: imds', async () => {
    const environment = { ...account.environment, ...agent.variables.imds };

    expect(await runForJson(await command(), { environment })).toMatchObject({
      arn: expect.stringMatching(/assumed-role\/web\/[0-9a-f]{32}$/) as string,
    });
  });

  test('stops at the 401 of the container endpoint where it is led to both, since it sends no token', async () => {
    const { container, imds } = agent.variables;
    const environment = { ...account.environment, ...container, ...imds };
    const { exitCode, stderr } = await runProgram(await command(), { environment });

    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(refusal);
  });
});
