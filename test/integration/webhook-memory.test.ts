import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerProcess, startServer } from '../bench/support/server-process.ts';
import { makeCa } from '../fixtures/certificates.ts';
import { MountedSecret } from '../fixtures/mounted-secret.ts';
import { settings } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { servingFiles } from '../fixtures/webhook.ts';

const mebibyte = 1024 * 1024;
/** Between what it needs and the chart's limit there is more. */
const mostGrowth = 128 * mebibyte;
const mostLeak = 48 * mebibyte;

const folder = mkdtempSync(join(tmpdir(), 'iamra-webhook-memory-'));
let secret: MountedSecret;
let server: ServerProcess;

beforeAll(async () => {
  const ca = await makeCa(new Date());
  secret = new MountedSecret(await servingFiles(ca));
  const settingsFile = join(folder, 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  server = await startServer({
    commandLine: ['webhook/server/main.ts'],
    logFile: join(folder, 'log'),
    environment: {
      IAMRA_LISTEN_ADDRESS: '127.0.0.1',
      IAMRA_PORT: '0',
      IAMRA_HEALTH_PORT: '0',
      IAMRA_TLS_DIRECTORY: secret.directory,
      IAMRA_SETTINGS_FILE: settingsFile,
      IAMRA_DRAIN_SECONDS: '0',
      // As the chart sets them.
      NODE_OPTIONS: '--max-semi-space-size=8',
      MALLOC_ARENA_MAX: '2',
    },
  });
});

afterAll(async () => {
  await server.stop();
  secret.remove();
  rmSync(folder, { recursive: true });
});

async function metric(name: string): Promise<number> {
  const sent = get({ host: '127.0.0.1', port: server.healthPort, path: '/metrics', agent: false });
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const page = await text(response);
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]);
}

const memory = (): Promise<number> => metric('process_resident_memory_bytes');

async function open(): Promise<Socket> {
  const { port } = server;
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  socket.on('error', () => undefined).resume();
  await Promise.race([once(socket, 'secureConnect'), once(socket, 'close')]);
  return socket;
}

/** One after the other: those that are too many have the oldest closed. */
async function openMany(count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index += 1) sockets.push(await open());
  return sockets;
}

function beginReview(socket: Socket, length: number): void {
  const head = `POST /mutate/credentials HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
  socket.write(`${head}content-length: ${length}\r\n\r\n`);
  socket.write('x'.repeat(length - 1));
}

/** All that a stranger can do, at once: connections without end, and bodies that never end. */
async function attack(): Promise<number> {
  const idle = await openMany(700);
  const sockets = [...idle, ...(await openMany(40))];
  for (const socket of sockets.slice(-40)) beginReview(socket, 2 * mebibyte);
  await pollUntil(async () =>
    (await metric(
      'iamra_webhook_http_rejections_total{status="503"}'.replaceAll(/[{}"]/g, '\\$&'),
    )) > 0
      ? true
      : undefined,
  );
  const used = await memory();
  for (const socket of sockets) socket.destroy();
  await pollUntil(async () =>
    (await metric('iamra_webhook_requests_in_flight')) === 0 ? true : undefined,
  );
  return used;
}

it('under attack the webhook needs little more memory, and no more from one attack to the next', async () => {
  const before = await memory();
  const first = await attack();
  const second = await attack();
  process.stderr.write(
    `RSS ${[before, first, second].map((n) => Math.round(n / mebibyte)).join()}\n`,
  );
  expect(first - before).toBeLessThan(mostGrowth);
  expect(second - first).toBeLessThan(mostLeak);
});
