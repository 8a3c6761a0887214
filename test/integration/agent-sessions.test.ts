import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromHttp } from '@aws-sdk/credential-providers';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AgentBench,
  type AgentBenchOptions,
  askAgent,
  type StartedAgent,
  secretFiles,
  startAgentBench,
} from '../fixtures/agent-bench.ts';
import { makeCa, makeCertificate, validAround } from '../fixtures/certificates.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

const now = new Date();
const benches: AgentBench[] = [];

afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.close()));
});

async function startBench(options?: AgentBenchOptions): Promise<AgentBench> {
  const bench = await startAgentBench(options);
  benches.push(bench);
  return bench;
}

async function untilReady({ healthUrl }: StartedAgent): Promise<void> {
  await pollUntil(
    async () => (await askAgent(`${healthUrl}/readyz`, {})).status === 200 || undefined,
  );
}

async function untilRefused(agent: StartedAgent): Promise<string> {
  return pollUntil(
    () => agent.withoutSuccess()?.message.replace(/^AWS has not.*/, '') || undefined,
  );
}

function sessions({ exchanges }: AgentBench): number {
  return exchanges.filter(
    ({ operation, status }) => operation === 'CreateSession' && status === 201,
  ).length;
}

function callerArn(bench: AgentBench, { credentialsUrl }: StartedAgent): Promise<string> {
  const credentials = fromHttp({
    awsContainerCredentialsFullUri: `${credentialsUrl}/v1/credentials`,
    awsContainerAuthorizationTokenFile: bench.tokenFile,
  });
  const { url: endpoint, account } = bench.emulator;
  const client = new STSClient({ region: account.region, endpoint, credentials, maxAttempts: 1 });
  return client.send(new GetCallerIdentityCommand({})).then(({ Arn = '' }) => Arn);
}

describe('sessions that last two seconds', () => {
  it('are renewed, so that no client ever gets one that is over', async () => {
    const bench = await startBench({ emulator: { issueSeconds: 2 } });
    const agent = await bench.start();
    await untilReady(agent);
    while (sessions(bench) < 4) {
      expect(await callerArn(bench, agent)).toContain(':assumed-role/');
    }
  });
});

describe('a certificate that is rotated', () => {
  it('is used for the next session, with another algorithm and an intermediate', async () => {
    const bench = await startBench({
      emulator: { issueSeconds: 2 },
      world: { ca: await makeCa(now, { pathLength: 1 }) },
    });
    const agent = await bench.start();
    await untilReady(agent);
    const intermediate = await makeCa(now, { name: 'below', issuer: bench.world.ca });
    const leaf = await makeCertificate(now, { issuer: intermediate, keyKind: 'rsa-2048' });
    bench.secret.update(secretFiles(leaf, intermediate));
    await pollUntil(() => agent.log.find((line) => line['algorithm'] === 'AWS4-X509-RSA-SHA256'));
    const before = sessions(bench);
    await pollUntil(() => sessions(bench) > before || undefined);
    expect(await callerArn(bench, agent)).toContain(':assumed-role/');
  });

  it('ends a refusal at once', async () => {
    const bench = await startBench();
    const stranger = await makeCa(now, { name: 'stranger' });
    bench.secret.update(secretFiles(await makeCertificate(now, { issuer: stranger })));
    const agent = await bench.start();
    expect(await untilRefused(agent)).toContain('CN=iamra workload CA stranger');
    bench.secret.update(secretFiles(await makeCertificate(now, { issuer: bench.world.ca })));
    await untilReady(agent);
  });

  it('may come later than the agent', async () => {
    const bench = await startBench();
    const directory = join(bench.secret.directory, 'later');
    const agent = await bench.start({ config: { certificateDirectory: directory } });
    expect(await untilRefused(agent)).toContain(`${directory}/tls.crt cannot be read`);
    expect((await askAgent(`${agent.healthUrl}/startupz`, {})).status).toBe(503);
    const files = secretFiles(await makeCertificate(now, { issuer: bench.world.ca }));
    mkdirSync(directory);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    await untilReady(agent);
  });
});

describe('a certificate that has expired', () => {
  it('is named as the reason, with its date', async () => {
    const bench = await startBench();
    const validity = validAround(new Date(now.getTime() - 48 * 60 * 60_000));
    const leaf = await makeCertificate(now, { issuer: bench.world.ca, validity });
    bench.secret.update(secretFiles(leaf));
    const agent = await bench.start();
    expect(await untilRefused(agent)).toContain('the certificate expired at ');
    expect(agent.withoutSuccess()?.code).toBe('IAMRA406');
  });
});

describe('a clock that is wrong', () => {
  it.each([-1800, 1800])(
    'by %d seconds is named, and AWS still issues sessions',
    async (offset) => {
      let awsIsAhead = 0;
      const awsClock = (): Date => new Date(Date.now() + awsIsAhead * 1000);
      const bench = await startBench({ emulator: { now: awsClock } });
      awsIsAhead = offset;
      const agent = await bench.start();
      await untilReady(agent);
      expect(agent.log.find((line) => line['code'] === 'IAMRA410')?.['message']).toContain(
        offset > 0 ? "30 minutes behind AWS's" : "30 minutes ahead of AWS's",
      );
      const { json } = await askAgent(`${agent.credentialsUrl}/v1/credentials`);
      const left = Date.parse(String(json['Expiration'])) - Date.now();
      expect(Math.round(left / 60_000)).toBe(60);
      const { text } = await askAgent(`${agent.healthUrl}/metrics`, {});
      expect(text).toMatch(/^iamra_agent_clock_skew_seconds -?1[78]\d\d/m);
    },
  );

  it('and is set right is used again', async () => {
    let awsIsAhead = 0;
    const awsClock = (): Date => new Date(Date.now() + awsIsAhead * 1000);
    const bench = await startBench({ emulator: { now: awsClock, issueSeconds: 2 } });
    awsIsAhead = 1800;
    const agent = await bench.start();
    await untilReady(agent);
    awsIsAhead = 0;
    const before = sessions(bench);
    await pollUntil(() => sessions(bench) > before || undefined);
    expect(agent.log.some(({ message }) => String(message).includes('right again'))).toBe(true);
  });
});

describe('the demands of a pod', () => {
  it('reach AWS: duration and session name', async () => {
    const bench = await startBench();
    const session = { durationSeconds: 900, sessionName: 'web-5d8f' };
    const agent = await bench.start({ session });
    expect(await untilRefused(agent)).toContain('accepts no session names');
    const shorter = await bench.start({ session: { durationSeconds: 900 } });
    await untilReady(shorter);
    const { json } = await askAgent(`${shorter.credentialsUrl}/v1/credentials`);
    const left = Date.parse(String(json['Expiration'])) - Date.now();
    expect(Math.round(left / 60_000)).toBe(15);
  });
});

describe('a pod whose token file is gone', () => {
  it('is told so, and has its credentials when the file is back', async () => {
    const bench = await startBench();
    const agent = await bench.start();
    await untilReady(agent);
    rmSync(bench.tokenFile);
    const url = `${agent.credentialsUrl}/v1/credentials`;
    const { status, json } = await askAgent(url);
    expect([status, json['code']]).toEqual([503, 'IAMRA422']);
    writeFileSync(bench.tokenFile, 'back');
    expect((await askAgent(url, { authorization: 'back' })).status).toBe(200);
  });
});
