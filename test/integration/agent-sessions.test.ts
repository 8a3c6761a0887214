import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromHttp } from '@aws-sdk/credential-providers';
import { afterEach, describe, expect, it } from 'vitest';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import {
  type AgentBench,
  type AgentBenchOptions,
  askAgent,
  type StartedAgent,
  secretFiles,
  secretPaths,
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
    const agent = await bench.start({ config: { certificate: secretPaths(directory) } });
    expect(await untilRefused(agent)).toContain(`${directory}/tls.crt cannot be read`);
    expect((await askAgent(`${agent.healthUrl}/startupz`, {})).status).toBe(503);
    const files = secretFiles(await makeCertificate(now, { issuer: bench.world.ca }));
    mkdirSync(directory);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    await untilReady(agent);
  });
});

describe('a certificate and a key that come one after the other', () => {
  const pair = (folder: string, files: Record<string, string>) => ({
    certificate: () => {
      writeFileSync(join(folder, 'tls.crt'), files['tls.crt'] ?? '');
    },
    key: () => {
      writeFileSync(join(folder, 'tls.key'), files['tls.key'] ?? '');
    },
  });

  it('are used when both are there; until then, the old ones are, and /readyz says why', async () => {
    const bench = await startBench({ emulator: { issueSeconds: 2 } });
    const folder = join(bench.secret.directory, 'plain');
    mkdirSync(folder);
    const issue = async (keyKind: 'ec-p256' | 'rsa-2048') =>
      pair(folder, secretFiles(await makeCertificate(now, { issuer: bench.world.ca, keyKind })));
    const first = await issue('ec-p256');
    first.certificate();
    (await issue('rsa-2048')).key();
    const agent = await bench.start({ config: { certificate: secretPaths(folder) } });
    expect(await untilRefused(agent)).toContain('does not belong to the certificate');
    first.key();
    await untilReady(agent);

    const second = await issue('rsa-2048');
    second.certificate();
    const url = `${agent.healthUrl}/readyz`;
    await pollUntil(async () => (await askAgent(url, {})).text.includes('IAMRA403') || undefined);
    const before = sessions(bench);
    await pollUntil(() => sessions(bench) > before || undefined);
    expect(await callerArn(bench, agent)).toContain(':assumed-role/');
    second.key();
    await pollUntil(() => agent.log.find((line) => line['algorithm'] === 'AWS4-X509-RSA-SHA256'));
    expect((await askAgent(url, {})).text).not.toContain('IAMRA403');
  });
});

describe('a chain', () => {
  const below = async (top: IssuedCertificate, length: number): Promise<IssuedCertificate[]> => {
    const chain = [top];
    for (let left = length - 1; left >= 0; left -= 1) {
      const issuer = chain[0] ?? top;
      chain.unshift(await makeCa(now, { name: `${left} left`, issuer, pathLength: left }));
    }
    return chain.slice(0, -1);
  };

  it('of five intermediates is sent, and AWS follows it', async () => {
    const bench = await startBench({ world: { ca: await makeCa(now, { pathLength: 5 }) } });
    const chain = await below(bench.world.ca, 5);
    const leaf = await makeCertificate(now, { issuer: chain[0] ?? bench.world.ca });
    bench.secret.update(secretFiles(leaf, ...chain));
    const agent = await bench.start();
    await untilReady(agent);
    expect(agent.log.find((line) => line['intermediates'] !== undefined)).toMatchObject({
      intermediates: 5,
    });
  });

  it('of six is more than AWS takes, and nothing is sent', async () => {
    const bench = await startBench();
    const chain = await below(bench.world.ca, 6);
    const leaf = await makeCertificate(now, { issuer: chain[0] ?? bench.world.ca });
    bench.secret.update(secretFiles(leaf, ...chain));
    const agent = await bench.start();
    expect(await untilRefused(agent)).toContain('6 intermediates; AWS takes 5 at most');
    expect(bench.exchanges.map(({ operation }) => operation)).not.toContain('CreateSession');
  });
});

describe('a wrong region', () => {
  it('is named as where AWS does not find the trust anchor', async () => {
    const bench = await startBench();
    const elsewhere = (arn: string): string => arn.replace(/:eu-west-1:/, ':us-east-1:');
    const { trustAnchorArn, profileArn } = bench.world;
    const agent = await bench.start({
      session: {
        region: 'us-east-1',
        trustAnchorArn: elsewhere(trustAnchorArn),
        profileArn: elsewhere(profileArn),
      },
    });
    expect(await untilRefused(agent)).toContain('does not exist in us-east-1 or is disabled');
    const { status, text } = await askAgent(`${agent.healthUrl}/readyz`, {});
    expect(status).toBe(503);
    expect(text).toMatch(
      /^IAMRA411 .* Fix: aws rolesanywhere get-trust-anchor --region us-east-1 /,
    );
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
      const { text: ready } = await askAgent(`${agent.healthUrl}/readyz`, {});
      expect(ready).toMatch(/^IAMRA410 The clock here is 30 minutes .* Fix: set the clock/m);
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
