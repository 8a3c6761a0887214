import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningAgent, startAgent } from '../peers/support/agent.ts';
import { type EmulatedAccount, emulatedAccount } from '../peers/support/emulated-account.ts';
import { goProgram } from '../peers/support/go-program.ts';
import { pythonProgram } from '../peers/support/python-program.ts';
import { type FinishedProgram, runProgram } from '../peers/support/run-program.ts';

type Command = readonly [string, ...string[]];

let account: EmulatedAccount;
let agent: RunningAgent;
let boto3: Command;
let go: Command;

beforeAll(async () => {
  boto3 = await pythonProgram('current', 'caller_identity.py');
  go = [await goProgram('caller-identity-go'), '1'];
});

beforeAll(async () => {
  account = await emulatedAccount(0);
  return account.close;
});

beforeAll(async () => {
  agent = await startAgent(account);
  return agent.stop;
});

function run(
  command: Command,
  ...variables: readonly Readonly<Record<string, string>>[]
): Promise<FinishedProgram> {
  const environment: Record<string, string> = { ...account.environment };
  for (const more of variables) Object.assign(environment, more);
  return runProgram(command, { environment });
}

const ofAgent = /assumed-role\/web\/[0-9a-f]{32}/;

describe('AWS_EC2_METADATA_DISABLED', () => {
  const disabled = { AWS_EC2_METADATA_DISABLED: 'true' };

  test('keeps boto3 and Go from instance metadata, and not from the container endpoint', async () => {
    const { container, imds } = agent.variables;
    for (const command of [boto3, go]) {
      expect((await run(command, imds, disabled)).exitCode).not.toBe(0);
      expect((await run(command, container, imds, disabled)).stdout).toMatch(ofAgent);
    }
  });
});

const otherKeys = 'aws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n';
const shadows = [
  {
    name: 'AWS_ACCESS_KEY_ID',
    variables: () => ({ AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'x' }),
    complaint: 'InvalidClientTokenId',
  },
  {
    name: 'AWS_PROFILE',
    variables: () => ({ AWS_PROFILE: 'dev' }),
    complaint: '(dev) could not be found',
  },
  {
    name: 'AWS_SHARED_CREDENTIALS_FILE',
    variables: async () => ({
      AWS_SHARED_CREDENTIALS_FILE: await fileWith(`[default]\n${otherKeys}`),
    }),
    complaint: 'InvalidClientTokenId',
  },
  {
    name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
    variables: async () => ({
      AWS_WEB_IDENTITY_TOKEN_FILE: await fileWith('a-token'),
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/irsa',
    }),
    complaint: 'AssumeRoleWithWebIdentity',
  },
  {
    name: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    variables: () => ({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/ecs' }),
    complaint: 'retrieving credentials from container-role',
  },
];

test.each(shadows)('boto3 looks at $name first, as doctor says', async (shadow) => {
  const { container, imds } = agent.variables;
  const { exitCode, stderr } = await run(boto3, container, imds, await shadow.variables());

  expect(exitCode).not.toBe(0);
  expect(stderr).toContain(shadow.complaint);
});

describe('HTTP_PROXY without NO_PROXY', () => {
  let proxy: Server;
  let asked: string[];
  let throughProxy: Readonly<Record<string, string>>;

  beforeAll(async () => {
    proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(502).end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    throughProxy = {
      HTTP_PROXY: `http://127.0.0.1:${port}`,
      http_proxy: `http://127.0.0.1:${port}`,
    };
  });

  afterAll(() => {
    proxy.close();
  });

  test('leads what boto3 asks instance metadata for to the proxy', async () => {
    asked = [];
    const { exitCode } = await run(boto3, agent.variables.imds, throughProxy);

    expect(exitCode).not.toBe(0);
    expect(asked[0]).toBe(
      `${agent.variables.imds['AWS_EC2_METADATA_SERVICE_ENDPOINT']}/latest/api/token`,
    );
  });

  test('does no harm with 127.0.0.1 in NO_PROXY', async () => {
    asked = [];
    const exempt = { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };

    expect((await run(boto3, agent.variables.imds, throughProxy, exempt)).stdout).toMatch(ofAgent);
    expect(asked).toEqual([]);
  });

  test('does no harm to the container endpoint of boto3, nor to Go', async () => {
    asked = [];
    const { container, imds } = agent.variables;

    expect((await run(boto3, container, throughProxy)).stdout).toMatch(ofAgent);
    expect((await run(go, container, throughProxy)).stdout).toMatch(ofAgent);
    expect((await run(go, imds, throughProxy)).stdout).toMatch(ofAgent);
    expect(asked).toEqual([]);
  });
});

let files = 0;

async function fileWith(text: string): Promise<string> {
  const path = join(account.folder, `file-${files++}`);
  await writeFile(path, text);
  return path;
}
