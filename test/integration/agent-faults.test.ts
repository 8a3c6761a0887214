import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../webhook/agent/clock.ts';
import {
  type AgentBench,
  askAgent,
  type StartedAgent,
  startAgentBench,
} from '../fixtures/agent-bench.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import {
  issued,
  refusal,
  type Scripted,
  type ScriptedServer,
  startScriptedServer,
} from '../fixtures/scripted-server.ts';

let bench: AgentBench;
const servers: ScriptedServer[] = [];

beforeAll(async () => {
  bench = await startAgentBench();
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(async () => {
  await bench.close();
});

interface Played {
  readonly server: ScriptedServer;
  readonly agent: StartedAgent;
}

async function play(script: readonly Scripted[], timeout = 5000): Promise<Played> {
  const server = await startScriptedServer(...script);
  servers.push(server);
  const agent = await bench.start({
    session: { endpoint: server.url },
    // Backoff has full jitter: this one is short.
    dependencies: { random: () => 0.05, requestTimeoutMilliseconds: timeout },
  });
  return { server, agent };
}

function credentials({ credentialsUrl }: StartedAgent) {
  return askAgent(`${credentialsUrl}/v1/credentials`);
}

function ready({ healthUrl }: StartedAgent) {
  return askAgent(`${healthUrl}/readyz`, {});
}

/** The real clock, which notes what is waited for. */
function telling(waits: number[]): Clock {
  return {
    ...systemClock,
    after: (milliseconds, callback) => {
      waits.push(milliseconds);
      return systemClock.after(milliseconds, callback);
    },
  };
}

async function untilLogged(agent: StartedAgent, code: string): Promise<void> {
  await pollUntil(() => agent.log.find((line) => line['code'] === code));
}

describe('an agent that AWS refuses', () => {
  it('says so with the reason of AWS on every endpoint, and never with empty credentials', async () => {
    const { agent } = await play([refusal('Untrusted signing certificate')]);
    await untilLogged(agent, 'IAMRA407');
    const { status, json } = await credentials(agent);
    expect(status).toBe(503);
    expect(json['code']).toBe('IAMRA407');
    expect(json['message']).toContain('“Untrusted signing certificate”');
    expect(json['message']).toContain('Fix: ');
    const probe = await ready(agent);
    expect(probe.status).toBe(503);
    expect(probe.text).toContain('IAMRA407 AWS refused the session: “Untrusted signing');
  });

  it('says so in the form of instance metadata too', async () => {
    const { agent } = await play([refusal('Untrusted signing certificate')]);
    await untilLogged(agent, 'IAMRA407');
    const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
    const token = await askAgent(`${agent.credentialsUrl}/latest/api/token`, lifetime, 'PUT');
    const role = bench.world.roleArn.split('/').at(-1) ?? '';
    const { status, json } = await askAgent(
      `${agent.credentialsUrl}/latest/meta-data/iam/security-credentials/${role}`,
      { 'x-aws-ec2-metadata-token': token.text },
    );
    expect(status).toBe(503);
    expect(json['Code']).toBe('IAMRA407');
    expect(json['Message']).toContain('“Untrusted signing certificate”');
  });

  it('lets the pod start, and stays alive', async () => {
    const { agent } = await play([refusal('Untrusted signing certificate')]);
    await untilLogged(agent, 'IAMRA407');
    expect((await askAgent(`${agent.healthUrl}/startupz`, {})).status).toBe(200);
    expect((await askAgent(`${agent.healthUrl}/healthz`, {})).status).toBe(200);
    expect(agent.withoutSuccess()?.code).toBe('IAMRA407');
  });

  it('counts it by its code', async () => {
    const { agent } = await play([refusal('Untrusted signing certificate')]);
    await untilLogged(agent, 'IAMRA407');
    const { text } = await askAgent(`${agent.healthUrl}/metrics`, {});
    expect(text).toContain('attempts_total{result="failure",code="IAMRA407"} 1');
    expect(text).toMatch(/^iamra_agent_create_session_duration_seconds_count 1$/m);
    expect(text).not.toMatch(/^iamra_agent_credentials_expiry_timestamp_seconds /m);
  });
});

describe('an agent that AWS does not answer as it should', () => {
  it.each<[string, string, Scripted]>([
    ['a connection that is cut', 'IAMRA419', 'hang-up'],
    ['an error of the service', 'IAMRA418', { status: 500, body: 'x' }],
    ['throttling', 'IAMRA417', { status: 429, body: '{"message":"Rate exceeded"}' }],
    ['a page of some proxy', 'IAMRA404', { status: 200, body: '<html>Log in</html>' }],
    ['an endless page', 'IAMRA419', { status: 200, body: 'x'.repeat(300_000) }],
    ['an answer without a secret', 'IAMRA404', { status: 201, body: '{"credentialSet":[{}]}' }],
    ['a redirect', 'IAMRA404', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
  ])('tries again after %s, and names it meanwhile', async (_, code, fault) => {
    const { agent } = await play([fault, issued(3600)]);
    await untilLogged(agent, code);
    const answer = await pollUntil(async () => {
      const { status, json } = await credentials(agent);
      return status === 200 ? json : undefined;
    });
    expect(answer['AccessKeyId']).toBe('ASIASCRIPTED');
  });

  it('gives up on one that never answers, and tries again', async () => {
    const { agent } = await play(['silence', issued(3600)], 100);
    await untilLogged(agent, 'IAMRA419');
    await pollUntil(async () => (await ready(agent)).status === 200 || undefined);
    expect(JSON.stringify(agent.log)).toContain('it did not answer in time');
  });

  it('does not keep a client waiting that long', async () => {
    const { agent } = await play(['silence']);
    const { status, json } = await credentials(agent);
    expect([status, json['code']]).toEqual([503, 'IAMRA423']);
  });

  it('waits as long as AWS asks to', async () => {
    const throttled = { status: 429, headers: { 'retry-after': '1' }, body: '{"message":"Slow"}' };
    const { agent } = await play([throttled, issued(3600)]);
    await untilLogged(agent, 'IAMRA417');
    const line = agent.log.find(({ code }) => code === 'IAMRA417');
    expect(line?.['nextInSeconds']).toBe(2);
    await pollUntil(async () => (await ready(agent)).status === 200 || undefined);
  });

  it('names a host that does not resolve', async () => {
    const agent = await bench.start({ session: { endpoint: 'https://rolesanywhere.invalid' } });
    await untilLogged(agent, 'IAMRA419');
    expect((await ready(agent)).text).toContain('rolesanywhere.invalid could not be reached');
  });

  it('serves what it holds while AWS is down, to the end of its validity', async () => {
    const { agent, server } = await play([issued(3), 'hang-up']);
    await pollUntil(() => server.requests.length > 2 || undefined);
    expect((await credentials(agent)).status).toBe(200);
    const { status: readyStatus, text } = await ready(agent);
    expect(readyStatus).toBe(200);
    expect(text).toMatch(/^ok\ncredentials of \S+ until \S+Z\ncertificate CN=web, .* until \S+Z$/m);
    expect(text).toMatch(/^IAMRA419 Roles Anywhere at .*: the connection was cut\. Fix: /m);
    const { status, json } = await pollUntil(async () => {
      const answer = await credentials(agent);
      return answer.status === 200 ? undefined : answer;
    });
    expect([status, json['code']]).toEqual([503, 'IAMRA419']);
    server.play(issued(3600));
    await pollUntil(async () => (await credentials(agent)).status === 200 || undefined);
  });
});

describe('an agent that stops', () => {
  it('gives who waits the credentials that AWS sends meanwhile', async () => {
    const server = await startScriptedServer('silence');
    servers.push(server);
    const waits: number[] = [];
    const agent = await bench.start({
      session: { endpoint: server.url },
      dependencies: { clock: telling(waits) },
    });
    await pollUntil(() => server.requests.length > 0 || undefined);
    const waiting = credentials(agent);
    await pollUntil(() => waits.find((milliseconds) => milliseconds === 700));
    const stopped = agent.stop();
    server.answer(issued(3600));
    const { status, json } = await waiting;
    expect([status, json['AccessKeyId']]).toEqual([200, 'ASIASCRIPTED']);
    await stopped;
  });

  it('answers who waits, and is gone then', async () => {
    const server = await startScriptedServer('silence');
    servers.push(server);
    const waits: number[] = [];
    const session = { endpoint: server.url };
    const agent = await bench.start({ session, dependencies: { clock: telling(waits) } });
    const waiting = credentials(agent);
    await pollUntil(() => waits.find((milliseconds) => milliseconds === 700));
    await agent.stop();
    expect((await waiting).status).toBe(503);
    await expect(fetch(agent.credentialsUrl)).rejects.toThrow();
    await expect(fetch(agent.healthUrl)).rejects.toThrow();
  });
});

describe('an agent whose port is taken', () => {
  it('does not start, and names the port and its variable', async () => {
    const { agent, server } = await play([issued(3600)]);
    const { credentialsPort } = agent;
    const second = bench.start({ session: { endpoint: server.url }, config: { credentialsPort } });
    await expect(second).rejects.toMatchObject({
      code: 'IAMRA906',
      message: `The address 127.0.0.1:${credentialsPort} is in use.`,
      fix: 'choose another port with IAMRA_CREDENTIALS_PORT',
    });
  });
});
