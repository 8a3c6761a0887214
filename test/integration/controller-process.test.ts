import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildImage } from '../../scripts/build/image.ts';
import { type DriftStage, startDriftStage } from '../fixtures/drift-stage.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

const image = mkdtempSync(join(tmpdir(), 'iamra-controller-'));
const program = join(image, 'controller.mjs');
let stage: DriftStage;
let child: ChildProcess | undefined;
let platform: Server | undefined;

beforeAll(async () => {
  await buildImage(image);
  stage = await startDriftStage();
});

afterEach(async () => {
  platform?.close();
  if (child?.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
});

afterAll(async () => {
  await stage.stop();
  rmSync(image, { recursive: true });
});

type Line = Readonly<Record<string, unknown>>;

/** Starts the bundle of the image; gives its first line that begins so. */
function run(environment: Readonly<Record<string, string>>): (message: string) => Promise<Line> {
  const started = spawn(process.execPath, [program], {
    env: {
      KUBECONFIG: stage.bench.server.kubeconfig,
      IAMRA_CLUSTER: 'home',
      IAMRA_LEASE_NAMESPACE: 'iamra-system',
      // A Lease of its own: nobody waits for the end of that of another test.
      IAMRA_LEASE_NAME: randomUUID(),
      IAMRA_HEALTH_PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return (message) =>
    pollUntil(() => {
      const lines = output.split('\n').slice(0, -1);
      return lines
        .map((line) => JSON.parse(line) as Line)
        .find((line) => String(line['message']).startsWith(message));
    });
}

const drift = (): Record<string, string> => ({
  IAMRA_DRIFT_DIRECTORY: stage.directory,
  IAMRA_DRIFT_JITTER: '0s',
  AWS_ENDPOINT_URL: stage.emulator.url,
});

/** Every file that is loaded at the start. */
function startFiles(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/(?:from|import)"(\.[^"]+)"/g)) {
    startFiles(join(dirname(file), path), found);
  }
  return found;
}

describe('the controller of the image', () => {
  it('compares AWS with iamra.yaml by its own identity', async () => {
    const roleArn = stage.aws.config.roles.find(({ name }) => name === 'iamra-drift')?.arn ?? '';
    const line = run({ ...drift(), IAMRA_DRIFT_ROLE_ARN: roleArn });
    expect(await line('compared AWS with iamra.yaml')).toMatchObject({ compared: 4, drifted: 0 });
  });

  it('compares AWS with iamra.yaml by what the platform gives to the pod', async () => {
    const { accessKeyId, secretAccessKey } = stage.emulator.account.administrator;
    platform = createServer((_request, response) => {
      const credentials = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
      response.end(
        JSON.stringify({ ...credentials, Token: '', Expiration: '2100-01-01T00:00:00Z' }),
      );
    }).listen(0, '127.0.0.1');
    await once(platform, 'listening');
    const { port } = platform.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/v1/credentials`;
    const line = run({ ...drift(), AWS_CONTAINER_CREDENTIALS_FULL_URI: url });
    expect(await line('compared AWS with iamra.yaml')).toMatchObject({ compared: 4, drifted: 0 });
  });

  it('goes on without credentials, and ends when it is told to', async () => {
    const line = run(drift());
    expect(await line('IAMRA281')).toMatchObject({ level: 'warn', code: 'IAMRA281' });
    child?.kill('SIGTERM');
    await line('stopped');
    await pollUntil(() => (child?.exitCode === null ? undefined : true));
    expect(child?.exitCode).toBe(0);
  });

  it('starts without the AWS SDK: only drift detection loads it', () => {
    const files = [...startFiles(program)];
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(text).toContain('identity controller');
    expect(text).not.toMatch(/aws-sdk|ListTrustAnchors|AssumeRoleWithWebIdentity/);
    expect(Buffer.byteLength(text)).toBeLessThan(150_000);
    expect(text).toMatch(/import\("\.\/controller\/[\w-]+\.mjs"\)/);
  });
});
