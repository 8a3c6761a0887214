import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateProfileCommand, ListProfilesCommand } from '@aws-sdk/client-rolesanywhere';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmulatorOptions, RunningEmulator } from '../../src/emulator/emulator-options.ts';
import type { ExchangeEntry } from '../../src/emulator/server/exchange-log.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { iamClient, rolesAnywhereClient, stsClient } from '../fixtures/emulator-clients.ts';
import { makeSessionWorld } from '../fixtures/session-world.ts';

let directory: string;
const running: RunningEmulator[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'iamra-emulator-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  await rm(directory, { recursive: true });
});

async function start(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

function listProfiles(emulator: RunningEmulator, maxAttempts = 1) {
  return rolesAnywhereClient(emulator, { maxAttempts }).send(new ListProfilesCommand({}));
}

async function served(emulator: RunningEmulator): Promise<ExchangeEntry[]> {
  const response = await fetch(`${emulator.url}/_emulator/requests`);
  return (await response.json()) as ExchangeEntry[];
}

describe('the server', () => {
  it('answers for three services at one URL', async () => {
    const emulator = await start();
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await listProfiles(emulator)).profiles).toEqual([]);
    expect((await iamClient(emulator).send(new ListRolesCommand({}))).Roles).toEqual([]);
    const caller = await stsClient(emulator).send(new GetCallerIdentityCommand({}));
    expect(caller.Account).toBe('123456789012');
  });

  it('is the account, partition and region that it is told to be', async () => {
    const emulator = await start({
      accountId: '210987654321',
      partition: 'aws-cn',
      region: 'cn-north-1',
    });
    const command = new CreateProfileCommand({ name: 'p', roleArns: [] });
    const { profile } = await rolesAnywhereClient(emulator).send(command);
    expect(profile?.profileArn).toMatch(
      /^arn:aws-cn:rolesanywhere:cn-north-1:210987654321:profile/,
    );
  });

  it('refuses an account that is none', async () => {
    await expect(startEmulator({ accountId: '12' })).rejects.toMatchObject({ code: 'IAMRA901' });
  });

  it('says so when the address is in use or is not its own', async () => {
    const port = Number(new URL((await start()).url).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({
      code: 'IAMRA906',
      message: `The address 127.0.0.1:${port} is in use.`,
    });
    await expect(startEmulator({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'IAMRA901' });
  });

  it('names the host that clients use', async () => {
    const everywhere = await start({ host: '0.0.0.0' });
    expect(new URL(everywhere.url).hostname).toBe('127.0.0.1');
    const advertised = await start({ host: '0.0.0.0', advertisedHost: 'emulator.example' });
    expect(new URL(advertised.url).hostname).toBe('emulator.example');
  });

  it('tells the time of its clock', async () => {
    const emulator = await start({
      now: () => new Date('2026-06-01T12:00:00Z'),
      clockOffsetSeconds: 60,
    });
    const response = await fetch(emulator.url);
    expect(response.headers.get('date')).toBe('Mon, 01 Jun 2026 12:01:00 GMT');
  });

  it('does not answer for other services', async () => {
    const emulator = await start();
    const authorization =
      'AWS4-HMAC-SHA256 Credential=AKIA/20260601/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00';
    const response = await fetch(emulator.url, {
      headers: { authorization, 'x-amz-date': '20260601T120000Z' },
    });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain('not for s3');
  });

  it('refuses a body over a megabyte and goes on', async () => {
    const emulator = await start();
    const body = 'x'.repeat(1024 * 1024 + 1);
    const response = await fetch(`${emulator.url}/sessions`, { method: 'POST', body });
    expect(response.status).toBe(413);
    expect((await listProfiles(emulator)).profiles).toEqual([]);
  });

  it('closes with connections that are kept alive, and with answers that are delayed', async () => {
    const emulator = await startEmulator({
      faults: [{ match: { path: '/slow' }, fault: { kind: 'delay', milliseconds: 600_000 } }],
    });
    const agent = new Agent({ keepAlive: true });
    const idle = httpRequest(emulator.url, { agent }).end();
    const [response] = (await once(idle, 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');
    const slow = fetch(`${emulator.url}/slow`).catch(() => 'cut');
    const requests = async () => (await served(emulator)).length;
    expect(await requests()).toBe(1);
    await emulator.close();
    expect(await slow).toBe('cut');
    agent.destroy();
  });
});

describe('HTTPS', () => {
  it('is believed with the CA that was written', async () => {
    const caFile = join(directory, 'ca.pem');
    const emulator = await start({ https: { caFile }, advertisedHost: 'localhost' });
    expect(emulator.url).toMatch(/^https:\/\/localhost:\d+$/);
    const ca = await readFile(caFile, 'utf8');
    for (const host of ['localhost', '127.0.0.1']) {
      const url = new URL('/_emulator/requests', emulator.url);
      url.hostname = host;
      const answer = httpsRequest(url, { ca }).end();
      const [response] = (await once(answer, 'response')) as [
        { statusCode: number; resume(): void },
      ];
      response.resume();
      expect(response.statusCode).toBe(200);
    }
    await expect(fetch(emulator.url)).rejects.toThrow();
  });

  it('does not start without a place for its CA', async () => {
    const https = { caFile: join(directory, 'missing', 'ca.pem') };
    await expect(startEmulator({ https })).rejects.toMatchObject({ code: 'IAMRA904' });
  });
});

describe('the log', () => {
  it('tells what was served to whom, and nothing secret', async () => {
    const entries: ExchangeEntry[] = [];
    const emulator = await start({ onExchange: (entry) => entries.push(entry) });
    await makeSessionWorld(emulator);
    await fetch(`${emulator.url}/sessions`, { method: 'POST' });
    expect(entries.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'CreateTrustAnchor 201',
      'CreateRole 200',
      'CreateProfile 201',
      'PutAttributeMapping 200',
      'PutAttributeMapping 200',
      'CreateSession 400',
    ]);
    expect(entries[0]?.callerArn).toMatch(/^arn:aws:iam::123456789012:/);
    expect(entries.at(-1)?.explanation).toContain('trustAnchorArn');
    expect(await served(emulator)).toEqual(entries);
    expect(JSON.stringify(entries)).not.toContain(emulator.account.administrator.secretAccessKey);
  });

  it('holds the last thousand exchanges', async () => {
    const emulator = await start();
    for (let count = 0; count < 1001; count += 1) {
      await (await fetch(`${emulator.url}/r${count}`)).text();
    }
    const entries = await served(emulator);
    expect(entries).toHaveLength(1000);
    expect(entries[0]?.path).toBe('/r1');
  });
});
