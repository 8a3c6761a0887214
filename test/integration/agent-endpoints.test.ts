import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AgentBench,
  askAgent,
  podToken,
  type StartedAgent,
  startAgentBench,
} from '../fixtures/agent-bench.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

let bench: AgentBench;
let agent: StartedAgent;
let role: string;

beforeAll(async () => {
  bench = await startAgentBench();
  agent = await bench.start();
  role = bench.world.roleArn.split('/').at(-1) ?? '';
});

afterAll(async () => {
  await bench.close();
});

const wholeSeconds: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const anyText: unknown = expect.any(String);
const tokenHeader = 'x-aws-ec2-metadata-token';
const lifetimeHeader = 'x-aws-ec2-metadata-token-ttl-seconds';
const rolesPath = '/latest/meta-data/iam/security-credentials';

function container(headers?: Record<string, string>, method?: string) {
  return askAgent(`${agent.credentialsUrl}/v1/credentials`, headers, method);
}

async function metadataToken(): Promise<string> {
  const url = `${agent.credentialsUrl}/latest/api/token`;
  return (await askAgent(url, { [lifetimeHeader]: '60' }, 'PUT')).text;
}

async function metadata(path: string) {
  return askAgent(`${agent.credentialsUrl}${path}`, { [tokenHeader]: await metadataToken() });
}

describe('the container endpoint', () => {
  it('gives the credentials in the form that SDKs read', async () => {
    const { status, json, headers } = await container();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(json).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA/) as unknown,
      SecretAccessKey: anyText,
      Token: anyText,
      Expiration: wholeSeconds,
      AccountId: '123456789012',
      RoleArn: bench.world.roleArn,
    });
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'another-token-of-a-po' }],
    ['the token as a bearer', { authorization: `Bearer ${podToken}` }],
  ])('refuses who sends %s, and says how to ask', async (_, headers) => {
    const { status, json } = await container(headers);
    expect(status).toBe(401);
    expect(json).toEqual({
      code: 'IAMRA421',
      message: expect.stringContaining('Fix: ') as unknown,
    });
  });

  it('takes a slash at the end of its path, and a query', async () => {
    expect((await askAgent(`${agent.credentialsUrl}/v1/credentials/?x=1`)).status).toBe(200);
  });

  it('is only read', async () => {
    const { status, headers } = await container(undefined, 'POST');
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET');
  });

  it('takes the new token as soon as the file has it', async () => {
    writeFileSync(bench.tokenFile, 'the-next-token');
    expect((await container({ authorization: 'the-next-token' })).status).toBe(200);
    expect((await container({ authorization: podToken })).status).toBe(200);
    writeFileSync(bench.tokenFile, podToken);
  });
});

describe('instance metadata', () => {
  it('gives a token, and its lifetime back', async () => {
    const url = `${agent.credentialsUrl}/latest/api/token/`;
    const { status, text, headers } = await askAgent(url, { [lifetimeHeader]: '21600' }, 'PUT');
    expect(status).toBe(200);
    expect(text).toMatch(/^[\w-]{40,}$/);
    expect(headers.get(lifetimeHeader)).toBe('21600');
  });

  it.each([undefined, '0', '21601', 'abc'])('gives none for the lifetime %s', async (lifetime) => {
    const headers: Record<string, string> =
      lifetime === undefined ? {} : { [lifetimeHeader]: lifetime };
    const url = `${agent.credentialsUrl}/latest/api/token`;
    expect((await askAgent(url, headers, 'PUT')).status).toBe(400);
  });

  it('gives none by another method', async () => {
    const url = `${agent.credentialsUrl}/latest/api/token`;
    expect((await askAgent(url, { [lifetimeHeader]: '60' }, 'POST')).status).toBe(405);
  });

  it.each([rolesPath, `${rolesPath}/`])('names the role at %s', async (path) => {
    const { status, text } = await metadata(path);
    expect([status, text]).toEqual([200, role]);
  });

  it.each(['', '/'])('gives the credentials of the role, with “%s” after its name', async (end) => {
    const { status, json } = await metadata(`${rolesPath}/${role}${end}`);
    expect(status).toBe(200);
    expect(json).toEqual({
      Code: 'Success',
      LastUpdated: wholeSeconds,
      Type: 'AWS-HMAC',
      AccessKeyId: expect.stringMatching(/^ASIA/) as unknown,
      SecretAccessKey: anyText,
      Token: anyText,
      Expiration: wholeSeconds,
    });
  });

  it("names the app's region", async () => {
    const { text } = await metadata('/latest/meta-data/placement/region');
    expect(text).toBe('eu-central-1');
  });

  it.each([
    `${rolesPath}/another`,
    '/latest/meta-data/iam/security-credentials-extended/',
    '/latest/dynamic/instance-identity/document',
    '/latest/meta-data/',
  ])('has nothing at %s', async (path) => {
    expect((await metadata(path)).status).toBe(404);
  });

  it.each([`${rolesPath}/`, '/latest/meta-data/placement/region'])(
    'has no version 1: %s without a token is refused',
    async (path) => {
      const url = `${agent.credentialsUrl}${path}`;
      expect((await askAgent(url, {})).status).toBe(401);
      expect((await askAgent(url, { [tokenHeader]: 'made-up' })).status).toBe(401);
    },
  );
});

describe('the credentials port', () => {
  it.each(['/v1/credentials', '/latest/api/token', `${rolesPath}/`])(
    'refuses at %s what a proxy forwarded',
    async (path) => {
      const headers = { 'x-forwarded-for': '10.0.0.1', authorization: podToken };
      const method = path === '/latest/api/token' ? 'PUT' : 'GET';
      expect((await askAgent(`${agent.credentialsUrl}${path}`, headers, method)).status).toBe(403);
    },
  );

  it.each([
    ['127.0.0.1:9911', 200],
    ['127.0.0.1', 200],
    ['localhost:9911', 200],
    ['LOCALHOST', 200],
    ['rebound.example.com', 403],
    ['127.0.0.1.example.com', 403],
    ['localhost.example.com:9911', 403],
  ])('answers to the host name %s with %d', async (host, expected) => {
    expect(await statusForHost(host)).toBe(expected);
  });

  it('listens on loopback only', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    if (outside === undefined) return;
    const url = `http://${outside.address}:${agent.credentialsPort}/v1/credentials`;
    await expect(fetch(url)).rejects.toThrow();
  });

  it('has nothing elsewhere', async () => {
    const { status, json } = await askAgent(`${agent.credentialsUrl}/metrics`);
    expect([status, json['code']]).toEqual([404, 'IAMRA424']);
  });
});

function statusForHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { headers: { host, authorization: podToken } };
    request(`${agent.credentialsUrl}/v1/credentials`, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the health port', () => {
  it.each(['/startupz', '/healthz'])('answers %s with a session', async (path) => {
    const { status, text } = await askAgent(`${agent.healthUrl}${path}`, {});
    expect([status, text]).toEqual([200, 'ok\n']);
  });

  it('answers /readyz with the ends of session and certificate', async () => {
    const { status, text } = await askAgent(`${agent.healthUrl}/readyz`, {});
    expect(status).toBe(200);
    expect(text).toMatch(
      /^ok\ncredentials of arn:aws:sts::\S+ until \S+Z\ncertificate CN=web, O=test until \S+Z\n$/,
    );
  });

  it('shows metrics', async () => {
    await container();
    const { text, headers } = await askAgent(`${agent.healthUrl}/metrics`, {});
    expect(headers.get('content-type')).toContain('version=0.0.4');
    expect(text).toMatch(/^iamra_agent_credentials_expiry_timestamp_seconds \d{10}/m);
    expect(text).toMatch(/^iamra_agent_certificate_expiry_timestamp_seconds \d{10}/m);
    expect(text).toMatch(/^iamra_agent_clock_skew_seconds 0$/m);
    expect(text).toMatch(/^iamra_agent_refresh_attempts_total\{result="success",code=""\} 1$/m);
    expect(text).toMatch(/^iamra_agent_requests_total\{endpoint="container",status="200"\} \d/m);
    expect(text).toMatch(/^iamra_agent_request_duration_seconds_bucket\{le="\+Inf"\} \d/m);
  });

  it('has no credentials', async () => {
    const { json } = await container();
    for (const path of ['/v1/credentials', '/metrics', '/readyz', '/startupz', '/healthz']) {
      const { text } = await askAgent(`${agent.healthUrl}${path}`);
      expect(text).not.toContain(json['AccessKeyId']);
      expect(text).not.toContain(json['SecretAccessKey']);
    }
    expect((await askAgent(`${agent.healthUrl}/v1/credentials`)).status).toBe(404);
  });

  it('is only read', async () => {
    expect((await askAgent(`${agent.healthUrl}/healthz`, {}, 'PUT')).status).toBe(405);
    expect((await askAgent(`${agent.healthUrl}/healthz`, {}, 'HEAD')).status).toBe(200);
  });
});

describe('many clients at once, before the first session', () => {
  it('all wait for the same request to AWS', async () => {
    const before = bench.exchanges.length;
    bench.emulator.setFaults([
      { match: { operation: 'CreateSession' }, fault: { kind: 'delay', milliseconds: 200 } },
    ]);
    const fresh = await bench.start();
    const url = `${fresh.credentialsUrl}/v1/credentials`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => askAgent(url)));
    bench.emulator.setFaults([]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await pollUntil(() => bench.exchanges.length > before || undefined);
    expect(bench.exchanges.slice(before)).toHaveLength(1);
  });
});
