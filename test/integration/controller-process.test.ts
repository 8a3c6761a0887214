import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildImage } from '../../scripts/build/image.ts';
import { type DriftStage, startDriftStage } from '../fixtures/drift-stage.ts';
import { irsa, podIdentity } from '../fixtures/platform-credentials.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

const image = mkdtempSync(join(tmpdir(), 'iamra-controller-'));
const program = join(image, 'controller.mjs');
let stage: DriftStage;
let child: ChildProcess | undefined;

beforeAll(async () => {
  await buildImage(image);
  stage = await startDriftStage();
});

afterEach(async () => {
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

  it.each([
    ['EKS Pod Identity', podIdentity],
    ['IRSA', irsa],
  ])('compares AWS with iamra.yaml by what %s gives to the pod', async (_, platform) => {
    const line = run({ ...drift(), ...(await platform(stage.emulator)) });
    expect(await line('compared AWS with iamra.yaml')).toMatchObject({ compared: 4, drifted: 0 });
  });

  it('says that the platform gives nothing where it refuses the token of the pod', async () => {
    const line = run({
      ...drift(),
      ...(await podIdentity(stage.emulator)),
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(stage.directory, 'iamra.yaml'),
    });
    expect(await line('IAMRA281')).toMatchObject({
      level: 'warn',
      message: expect.stringContaining('The platform gives the pod no credentials: ') as string,
      fix: expect.stringContaining('EKS Pod Identity association') as string,
    });
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
    expect(Buffer.byteLength(text)).toBeLessThan(200_000);
    expect(text).toMatch(/import\("\.\/controller\/[\w-]+\.mjs"\)/);
  });
});
