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

  it('gets all of them from one session', () => {
    const sessions = bench.exchanges.filter(({ operation }) => operation === 'CreateSession');
    expect(sessions).toHaveLength(1);
  });
});
