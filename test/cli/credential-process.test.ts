import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromProcess } from '@aws-sdk/credential-providers';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { secretFiles } from '../fixtures/agent-bench.ts';
import { makeCa, makeCertificate } from '../fixtures/certificates.ts';
import { docsBlocks } from '../fixtures/docs-commands.ts';
import { makeSessionWorld, type SessionWorld } from '../fixtures/session-world.ts';
import { type Ended, runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const now = new Date();

interface Host {
  readonly world: SessionWorld;
  /** The value of each flag that is needed. */
  readonly flags: Readonly<Record<string, string>>;
  readonly run: (change?: Readonly<Record<string, string>>) => Promise<Ended>;
}

/** A host with a certificate, and the emulator that knows it. */
async function host(options: EmulatorOptions = {}): Promise<Host> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  const world = await makeSessionWorld(emulator);
  const directory = await temporaryDirectory();
  const files = secretFiles(await makeCertificate(now, { issuer: world.ca }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const flags = {
    '--certificate': join(directory, 'tls.crt'),
    '--private-key': join(directory, 'tls.key'),
    '--trust-anchor-arn': world.trustAnchorArn,
    '--ra-profile-arn': world.profileArn,
    '--role-arn': world.roleArn,
  };
  const environment = { AWS_ENDPOINT_URL_ROLESANYWHERE: emulator.url };
  return {
    world,
    flags,
    run: (change = {}) =>
      runIamra(['credential-process', ...Object.entries({ ...flags, ...change }).flat()], {
        environment,
      }),
  };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('iamra credential-process', () => {
  it('gives credentials to an AWS SDK by the lines that the documentation shows', async () => {
    const { world, flags } = await host();
    const shown = docsBlocks.find(({ text }) => text.includes('credential_process ='))?.text ?? '';
    const iamra = `"${process.execPath}" "${resolve('bin/run.js')}" `;
    let config = shown.replace('= iamra ', `= ${iamra}`);
    for (const [flag, value] of Object.entries(flags)) {
      config = config.replace(new RegExp(`${flag} \\S+`), `${flag} ${value}`);
    }
    const configFile = join(await temporaryDirectory(), 'config');
    await writeFile(configFile, config);
    vi.stubEnv('AWS_CONFIG_FILE', configFile);
    vi.stubEnv('AWS_ENDPOINT_URL_ROLESANYWHERE', world.emulator.url);
    const client = new STSClient({
      region: 'eu-west-1',
      endpoint: world.emulator.url,
      credentials: fromProcess({ profile: 'web' }),
    });
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/^arn:aws:sts::123456789012:assumed-role\/world-\d+\//);
  });

  it('prints what SDKs read, and nothing else', async () => {
    const { run } = await host();
    const { stdout, stderr, exitCode } = await run({ '--session-duration': '900' });
    expect([exitCode, stderr]).toEqual([0, '']);
    const credentials = JSON.parse(stdout) as Record<string, unknown>;
    expect(credentials).toEqual({
      Version: 1,
      AccessKeyId: expect.stringMatching(/^ASIA/) as unknown,
      SecretAccessKey: expect.any(String) as unknown,
      SessionToken: expect.any(String) as unknown,
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown,
    });
    const left = Date.parse(String(credentials['Expiration'])) - Date.now();
    expect(Math.round(left / 60_000)).toBe(15);
  });

  it('asks again while AWS throttles', async () => {
    const throttle = { kind: 'throttle' } as const;
    const match = { operation: 'CreateSession' };
    const { run } = await host({ faults: [{ match, fault: throttle, times: 2 }] });
    const { stdout, stderr, exitCode } = await run();
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      'AWS throttles the creation of sessions: “Rate exceeded”. Trying again.',
    );
    expect(JSON.parse(stdout)).toMatchObject({ Version: 1 });
  });

  it('corrects for a wrong clock, names it, and tells the end by the clock of the host', async () => {
    let aheadMilliseconds = 0;
    const { run } = await host({ now: () => new Date(Date.now() + aheadMilliseconds) });
    aheadMilliseconds = 30 * 60_000;
    const { stdout, stderr, exitCode } = await run();
    expect(exitCode).toBe(0);
    expect(stderr).toContain("The clock here is 30 minutes behind AWS's");
    const { Expiration } = JSON.parse(stdout) as { Expiration: string };
    expect(Math.round((Date.parse(Expiration) - Date.now()) / 60_000)).toBe(60);
  });

  it('tells no end after the real one where the clock of the host is behind by less than it names', async () => {
    const threeMinutes = 3 * 60_000;
    const { run } = await host({ now: () => new Date(Date.now() + threeMinutes) });
    const { stdout, stderr, exitCode } = await run({ '--session-duration': '900' });
    expect([exitCode, stderr]).toEqual([0, '']);
    const { Expiration } = JSON.parse(stdout) as { Expiration: string };
    expect(Math.round((Date.parse(Expiration) - Date.now()) / 60_000)).toBe(15);
  });

  it('says on stderr what AWS refuses, with code and fix', async () => {
    const { flags, run } = await host();
    const stranger = await makeCertificate(now, { issuer: await makeCa(now, { name: 'other' }) });
    const files = secretFiles(stranger);
    await writeFile(flags['--certificate'] ?? '', files['tls.crt'] ?? '');
    await writeFile(flags['--private-key'] ?? '', files['tls.key'] ?? '');
    const { stdout, stderr, exitCode } = await run();
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^Error IAMRA407 AWS refused the session: “Untrusted signing cert/m);
    expect(stderr).toMatch(/^ +Fix: +compare the issuer with the anchor: aws rolesanywhere /m);
  });

  it.each([
    {
      what: 'an absent file',
      change: { '--certificate': '/nonexistent/tls.crt' },
      message: 'IAMRA402 /nonexistent/tls.crt cannot be read',
      code: 3,
    },
    {
      what: 'another ARN',
      change: { '--role-arn': 'arn:aws:s3:::web' },
      message: 'IAMRA430 --role-arn must be the ARN of an IAM role',
      code: 2,
    },
    {
      what: 'a session name that AWS would refuse',
      change: { '--session-name': 'build 7' },
      message: 'IAMRA430 --session-name must be 2 to 64 of A–Z, a–z, 0–9, “_+=,.@-”, not “build 7”',
      code: 2,
    },
    {
      what: 'an impossible duration',
      change: { '--session-duration': '60' },
      message: 'IAMRA430 --session-duration must be a number of seconds from 900',
      code: 2,
    },
  ])('refuses $what, and says which it is', async ({ change, message, code }) => {
    const { run } = await host();
    const { stdout, stderr, exitCode } = await run(change);
    expect(stderr).toContain(`Error ${message}`);
    expect([exitCode, stdout]).toEqual([code, '']);
  });
});
