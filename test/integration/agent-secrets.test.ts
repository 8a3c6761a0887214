import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAgent } from '../fixtures/agent-bench.ts';
import { type AgentProcess, runAgentProcess } from '../fixtures/agent-process.ts';
import { type AgentSetting, createAgentSetting } from '../fixtures/agent-setting.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { refusal, startScriptedServer } from '../fixtures/scripted-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'iamra-agent-secrets-'));
const terminationLog = join(folder, 'termination-log');
const imageBuildMilliseconds = 60_000;
let setting: AgentSetting;

beforeAll(async () => {
  setting = await createAgentSetting(folder);
}, imageBuildMilliseconds);

afterAll(async () => {
  await setting.close();
  rmSync(folder, { recursive: true });
});

/** Each line of the key alone, since text is cut and wrapped on its way. */
function keyLines(): string[] {
  const pem = readFileSync(join(folder, 'tls.key'), 'utf8');
  return pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
}

async function ports(agent: AgentProcess): Promise<{ credentials: string; health: string }> {
  const { port, healthPort } = await agent.line('listening');
  return {
    credentials: `http://127.0.0.1:${String(port)}`,
    health: `http://127.0.0.1:${String(healthPort)}`,
  };
}

/** What every endpoint says to those who may not, or need not, have credentials. */
async function harmlessAnswers(
  { credentials, health }: Awaited<ReturnType<typeof ports>>,
  metadataToken: string,
): Promise<string> {
  const metadata = `${credentials}/latest/meta-data`;
  const answers = await Promise.all([
    ...['/startupz', '/healthz', '/readyz', '/metrics', '/v1/credentials', '/'].map((path) =>
      askAgent(`${health}${path}`, {}),
    ),
    askAgent(`${credentials}/v1/credentials`, {}),
    askAgent(`${credentials}/v1/credentials`, { authorization: 'wrong' }),
    askAgent(`${credentials}/v1/credentials`, { authorization: setting.token }, 'POST'),
    askAgent(`${credentials}/elsewhere`, { authorization: setting.token }),
    askAgent(`${metadata}/iam/security-credentials`, {
      'x-aws-ec2-metadata-token': metadataToken,
    }),
    askAgent(`${metadata}/placement/region`, { 'x-aws-ec2-metadata-token': metadataToken }),
    askAgent(`${metadata}/iam/security-credentials`, { 'x-aws-ec2-metadata-token': 'wrong' }),
  ]);
  return answers.map(({ headers, text }) => JSON.stringify([...headers]) + text).join('\n');
}

function expectNone(written: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    expect(written).not.toContain(secret);
  }
}

describe('what an agent writes', () => {
  it('holds no secret while all is well, and after sessions were renewed', async () => {
    const agent = runAgentProcess(setting, { IAMRA_TERMINATION_LOG: terminationLog });
    const at = await ports(agent);
    const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': '600' };
    const token = await askAgent(`${at.credentials}/latest/api/token`, lifetime, 'PUT');
    const seen = new Map<string, readonly string[]>();
    await pollUntil(async () => {
      const authorization = setting.token;
      const { json } = await askAgent(`${at.credentials}/v1/credentials`, { authorization });
      const { AccessKeyId, SecretAccessKey = '', Token = '' } = json as Record<string, string>;
      if (AccessKeyId !== undefined) seen.set(AccessKeyId, [AccessKeyId, SecretAccessKey, Token]);
      return seen.size > 1 || undefined;
    });
    const answers = await harmlessAnswers(at, token.text);
    expect(answers).toContain('iamra_agent_credentials_expiry_timestamp_seconds');
    expect(await agent.stop()).toBe(0);
    const secrets = [...keyLines(), setting.token, token.text, ...[...seen.values()].flat()];
    expectNone(agent.output() + answers, secrets);
  });

  it('holds none either where AWS refuses, with its last words in the termination log', async () => {
    const aws = await startScriptedServer(refusal('Untrusted signing certificate'));
    const agent = runAgentProcess(setting, {
      IAMRA_ENDPOINT_URL: aws.url,
      IAMRA_TERMINATION_LOG: terminationLog,
    });
    const at = await ports(agent);
    await agent.line('AWS refused');
    const answers = await harmlessAnswers(at, 'none-was-issued');
    expect(answers).toContain('IAMRA407');
    expect(await agent.stop()).toBe(4);
    expect(existsSync(terminationLog)).toBe(true);
    const lastWords = readFileSync(terminationLog, 'utf8');
    const [sent] = aws.requests;
    const signature = /Signature=([0-9a-f]+)/.exec(sent?.authorization ?? '')?.[1] ?? '';
    expectNone(agent.output() + answers + lastWords, [...keyLines(), setting.token, signature]);
    await aws.close();
  });
});
