import { writeFileSync } from 'node:fs';
import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import {
  fromContainerMetadata,
  fromHttp,
  fromInstanceMetadata,
  fromNodeProviderChain,
} from '@aws-sdk/credential-providers';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type AgentBench,
  askAgent,
  podToken,
  type StartedAgent,
  startAgentBench,
} from '../fixtures/agent-bench.ts';

let bench: AgentBench;
let agent: StartedAgent;

beforeAll(async () => {
  bench = await startAgentBench();
  agent = await bench.start();
});

afterAll(async () => {
  await bench.close();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function callerOf(credentials: NonNullable<STSClientConfig['credentials']>): Promise<string> {
  const { url, account } = bench.emulator;
  const client = new STSClient({ region: account.region, endpoint: url, credentials });
  const { Arn = '' } = await client.send(new GetCallerIdentityCommand({}));
  return Arn;
}

function injectVariables(variables: Readonly<Record<string, string>>): void {
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'false');
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

const assumedRole = /^arn:aws:sts::123456789012:assumed-role\/world-\d+\//;

describe('the AWS SDK for JavaScript', () => {
  it('gets credentials from the container endpoint with the token file', async () => {
    const caller = await callerOf(
      fromHttp({
        awsContainerCredentialsFullUri: `${agent.credentialsUrl}/v1/credentials`,
        awsContainerAuthorizationTokenFile: bench.tokenFile,
      }),
    );
    expect(caller).toMatch(assumedRole);
  });

  it('gets them with the older provider, which knows the token only', async () => {
    injectVariables({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${agent.credentialsUrl}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: podToken,
    });
    expect(await callerOf(fromContainerMetadata())).toMatch(assumedRole);
  });

  it('gets them from instance metadata', async () => {
    injectVariables({
      AWS_EC2_METADATA_SERVICE_ENDPOINT: agent.credentialsUrl,
      AWS_EC2_METADATA_V1_DISABLED: 'true',
    });
    expect(await callerOf(fromInstanceMetadata())).toMatch(assumedRole);
  });

  it('gets them by its default chain in the environment that the webhook injects', async () => {
    injectVariables({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${agent.credentialsUrl}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: bench.tokenFile,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: agent.credentialsUrl,
    });
    expect(await callerOf(fromNodeProviderChain())).toMatch(assumedRole);
  });

  it('reads the token file anew for each request', async () => {
    const provider = fromHttp({
      awsContainerCredentialsFullUri: `${agent.credentialsUrl}/v1/credentials`,
      awsContainerAuthorizationTokenFile: bench.tokenFile,
    });
    await provider();
    // Two tokens later the agent takes the first one no more.
    for (const token of ['the-second-token', 'the-third-token']) {
      writeFileSync(bench.tokenFile, token);
      await askAgent(`${agent.credentialsUrl}/v1/credentials`, { authorization: token });
    }
    const first = await askAgent(`${agent.credentialsUrl}/v1/credentials`);
    expect(first.status).toBe(401);
    expect(await provider()).toHaveProperty('accessKeyId');
  });

  it('takes the token file rather than a token that another platform has set, and says so', async () => {
    injectVariables({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${agent.credentialsUrl}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'the-token-of-another-platform',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: bench.tokenFile,
    });
    const warn = vi.fn();
    expect(await callerOf(fromHttp({ logger: { ...console, debug: vi.fn(), warn } }))).toMatch(
      assumedRole,
    );
    expect(String(warn.mock.calls)).toContain('TokenFile will take precedence');
  });

  it('gets all of them from one session', () => {
    const sessions = bench.exchanges.filter(({ operation }) => operation === 'CreateSession');
    expect(sessions).toHaveLength(1);
  });
});
