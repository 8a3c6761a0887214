import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCa } from '../fixtures/certificates.ts';
import { MountedSecret } from '../fixtures/mounted-secret.ts';
import { settings } from '../fixtures/pods.ts';
import { type LogLine, servingFiles } from '../fixtures/webhook.ts';

const folder = mkdtempSync(join(tmpdir(), 'iamra-webhook-'));
const settingsFile = join(folder, 'settings.json');
let secret: MountedSecret;

beforeAll(async () => {
  writeFileSync(settingsFile, JSON.stringify(settings));
  secret = new MountedSecret(await servingFiles(await makeCa(new Date())));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
  secret.remove();
});

interface WebhookProcess {
  readonly child: ChildProcess;
  readonly log: LogLine[];
  /** Resolves with the first line that has the message. */
  readonly line: (message: string) => Promise<LogLine>;
  readonly exit: Promise<number | null>;
}

function run(environment: NodeJS.ProcessEnv = {}): WebhookProcess {
  const child = spawn(process.execPath, ['webhook/server/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      IAMRA_LISTEN_ADDRESS: '127.0.0.1',
      IAMRA_PORT: '0',
      IAMRA_HEALTH_PORT: '0',
      IAMRA_TLS_DIRECTORY: secret.directory,
      IAMRA_SETTINGS_FILE: settingsFile,
      IAMRA_DRAIN_SECONDS: '0',
      ...environment,
    },
  });
  const log: LogLine[] = [];
  const lines = createInterface({ input: child.stdout });
  const waiting = new Map<string, (line: LogLine) => void>();
  lines.on('line', (text) => {
    const line = JSON.parse(text) as LogLine;
    log.push(line);
    waiting.get(line.message)?.(line);
  });
  return {
    child,
    log,
    line: (message) => new Promise((resolve) => waiting.set(message, resolve)),
    exit: once(child, 'close').then(([code]) => code as number | null),
  };
}

describe('the webhook as a process', () => {
  it('stops on SIGTERM with exit code 0', async () => {
    const { child, line, exit, log } = run();
    await line('listening');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(log.at(-1)).toMatchObject({ level: 'info', message: 'stopped' });
  });

  it('ends at once on a second signal', async () => {
    const { child, line, exit } = run({ IAMRA_DRAIN_SECONDS: '600' });
    await line('listening');
    const stopping = line('stopping');
    child.kill('SIGTERM');
    await stopping;
    child.kill('SIGTERM');
    expect(await exit).toBe(130);
  });

  it('says what is wrong with its environment and ends with 3', async () => {
    const { exit, log } = run({ IAMRA_PORT: 'https' });
    expect(await exit).toBe(3);
    expect(log).toEqual([
      expect.objectContaining({
        level: 'error',
        code: 'IAMRA920',
        message: 'IAMRA_PORT “https” must be a whole number from 0 to 65535.',
      }),
    ]);
  });

  it('says which port is in use and ends with 3', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { exit, log } = run({ IAMRA_HEALTH_PORT: String(port) });
    expect(await exit).toBe(3);
    expect(log.at(-1)).toMatchObject({
      code: 'IAMRA906',
      message: `The address 127.0.0.1:${port} is in use.`,
      fix: 'choose another port with IAMRA_HEALTH_PORT',
    });
    taken.close();
  });
});
