import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askAgent } from '../fixtures/agent-bench.ts';
import { type AgentProcess, runAgentProcess } from '../fixtures/agent-process.ts';
import { type AgentSetting, createAgentSetting } from '../fixtures/agent-setting.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { refusal, startScriptedServer } from '../fixtures/scripted-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'iamra-agent-process-'));
const terminationLog = join(folder, 'termination-log');
const imageBuildMilliseconds = 60_000;
let setting: AgentSetting;

beforeAll(async () => {
  setting = await createAgentSetting(folder);
}, imageBuildMilliseconds);

afterEach(() => {
  rmSync(terminationLog, { force: true });
});

afterAll(async () => {
  await setting.close();
  rmSync(folder, { recursive: true });
});

function run(change: Readonly<Record<string, string>> = {}): AgentProcess {
  return runAgentProcess(setting, { IAMRA_TERMINATION_LOG: terminationLog, ...change });
}

async function credentialsOf(agent: AgentProcess): Promise<Record<string, unknown>> {
  const { port } = await agent.line('listening');
  const url = `http://127.0.0.1:${String(port)}/v1/credentials`;
  return pollUntil(async () => {
    const { status, json } = await askAgent(url, { authorization: setting.token });
    return status === 200 ? json : undefined;
  });
}

describe('the agent as the image runs it', () => {
  it('serves credentials over HTTPS with a private CA, and ends well', async () => {
    const agent = run();
    expect((await credentialsOf(agent))['AccessKeyId']).toMatch(/^ASIA/);
    expect(await agent.stop()).toBe(0);
    expect(existsSync(terminationLog)).toBe(false);
  });

  it('writes lines of JSON', async () => {
    const agent = run();
    await credentialsOf(agent);
    await agent.stop();
    for (const line of agent.output().split('\n').slice(0, -1)) {
      expect(JSON.parse(line)).toMatchObject({ level: 'info', time: expect.anything() as unknown });
    }
  });

  it('names the CA that it does not know', async () => {
    const agent = run({ NODE_EXTRA_CA_CERTS: '' });
    const line = await agent.line('The TLS certificate of 127.0.0.1');
    expect(line['code']).toBe('IAMRA420');
    expect(line['fix']).toContain('NODE_EXTRA_CA_CERTS');
    expect(await agent.stop()).toBe(3);
  });

  it('ends with a code and its reason when it is stopped before its first success', async () => {
    const aws = await startScriptedServer(refusal('Untrusted signing certificate'));
    const agent = run({ IAMRA_ENDPOINT_URL: aws.url, IAMRA_REQUIRE_CREDENTIALS: 'true' });
    const { healthPort } = await agent.line('listening');
    await agent.line('AWS refused');
    const startup = await askAgent(`http://127.0.0.1:${String(healthPort)}/startupz`, {});
    expect(startup.status).toBe(503);
    expect(await agent.stop()).toBe(4);
    expect(readFileSync(terminationLog, 'utf8')).toMatch(
      /^IAMRA407 AWS refused the session: “Untrusted signing certificate”: .* Fix: compare /,
    );
    await aws.close();
  });

  it('refuses a wrong configuration with a sentence for each variable', async () => {
    const agent = run({ IAMRA_ROLE_ARN: '', IAMRA_SESSION_DURATION: '1h' });
    expect(await agent.ended).toBe(3);
    expect(readFileSync(terminationLog, 'utf8')).toContain(
      'IAMRA405 IAMRA_ROLE_ARN is missing. IAMRA_SESSION_DURATION must be a number of seconds',
    );
  });

  it('refuses a port that is taken', async () => {
    const first = run();
    const { port } = await first.line('listening');
    const second = run({ IAMRA_CREDENTIALS_PORT: String(port) });
    expect(await second.ended).toBe(3);
    expect(readFileSync(terminationLog, 'utf8')).toContain(
      `IAMRA906 The address 127.0.0.1:${String(port)} is in use.`,
    );
    await first.stop();
  });

  it('goes through the proxy of HTTPS_PROXY, and never writes its password', async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      const [host = '', port = ''] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      socket.on('error', () => upstream.destroy());
      upstream.on('error', () => socket.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const HTTPS_PROXY = `http://user:proxy-password@127.0.0.1:${port}`;
    const agent = run({ HTTPS_PROXY });
    await credentialsOf(agent);
    await agent.stop();
    expect(setting.environment['IAMRA_ENDPOINT_URL']).toContain(tunnels[0]);
    const direct = run({ HTTPS_PROXY, NO_PROXY: '127.0.0.1' });
    const before = tunnels.length;
    await credentialsOf(direct);
    await direct.stop();
    expect(tunnels).toHaveLength(before);
    proxy.close();
    const unreachable = run({ HTTPS_PROXY });
    await unreachable.line('Roles Anywhere at 127.0.0.1');
    await unreachable.stop();
    expect(agent.output() + unreachable.output()).not.toContain('proxy-password');
  });
});
