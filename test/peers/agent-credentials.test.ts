import { beforeAll, describe, expect, test } from 'vitest';
import { type RunningAgent, startAgent } from './support/agent.ts';
import { type EmulatedAccount, emulatedAccount } from './support/emulated-account.ts';
import { pythonModule, pythonProgram } from './support/python-program.ts';
import { runForJson } from './support/run-program.ts';

let account: EmulatedAccount;
let agent: RunningAgent;

beforeAll(async () => {
  account = await emulatedAccount(0);
  return account.close;
});

beforeAll(async () => {
  agent = await startAgent(account);
  return agent.stop;
});

const assumedRole = expect.stringMatching(
  /^arn:aws:sts::123456789012:assumed-role\/web\/[0-9a-f]{32}$/,
) as string;

describe.each(['container', 'imds'] as const)('by the %s endpoint alone', (endpoint) => {
  const sources = { container: 'container-role', imds: 'iam-role' };

  test('boto3 gets credentials from the agent, and STS knows them', async () => {
    const environment = { ...account.environment, ...agent.variables[endpoint] };
    const answer = await runForJson(await pythonProgram('current', 'caller_identity.py'), {
      environment,
    });

    expect(answer).toEqual({ arn: assumedRole, source: sources[endpoint] });
  });

  test('the AWS CLI gets credentials from the agent, and STS knows them', async () => {
    const environment = { ...account.environment, ...agent.variables[endpoint] };
    const command = ['sts', 'get-caller-identity', '--output', 'json'];
    const answer = await runForJson(await pythonModule('awscli', ...command), { environment });

    expect(answer).toMatchObject({ Account: '123456789012', Arn: assumedRole });
  });
});

test('boto3 takes the container endpoint where it is led to both, as every injected pod is', async () => {
  const { container, imds } = agent.variables;
  const answer = await runForJson(await pythonProgram('current', 'caller_identity.py'), {
    environment: { ...account.environment, ...container, ...imds },
  });

  expect(answer).toEqual({ arn: assumedRole, source: 'container-role' });
});
