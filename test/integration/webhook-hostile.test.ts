import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { startApiServer } from '../fixtures/api-server.ts';
import { pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

const mebibyte = 1024 * 1024;
const review = JSON.stringify(admissionReview(pod()));
const plainReview = JSON.stringify(admissionReview(pod({ annotations: {} })));

let webhook: TestWebhook;
const sockets: Socket[] = [];

beforeEach(async () => {
  webhook = await startTestWebhook({
    mostConnections: 20,
    mostHeldBytes: 4 * mebibyte,
    bodyMilliseconds: 60_000,
    graceMilliseconds: 100,
  });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await webhook.stop();
});

const inFlight = (): Promise<number | undefined> =>
  webhook.metric('iamra_webhook_requests_in_flight');
const untilInFlight = (count: number): Promise<true> =>
  pollUntil(async () => ((await inFlight()) === count ? true : undefined));

async function tls({ port, ca }: TestWebhook = webhook): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port, ca: ca.certificatePem });
  sockets.push(socket.on('error', () => undefined));
  await once(socket, 'secureConnect');
  return socket.resume();
}

async function halfOpen(): Promise<Socket> {
  const socket = connectPlain({ host: '127.0.0.1', port: webhook.port });
  sockets.push(socket.on('error', () => undefined));
  await once(socket, 'connect');
  return socket.resume();
}

function head(length: number | 'chunked'): string {
  const size = length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`;
  return `POST /mutate/credentials?timeout=1s HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${size}\r\n\r\n`;
}

async function expectService(): Promise<void> {
  const { status, text } = await webhook.post(review, { agent: false });
  expect({ status, isInjected: text.includes('"patch":"') }).toEqual({
    status: 200,
    isInjected: true,
  });
}

async function untilClosed(some: readonly Socket[], least: number): Promise<void> {
  await pollUntil(() => (some.filter(({ closed }) => closed).length >= least ? true : undefined));
}

describe('whoever opens connections', () => {
  it.each([
    ['and says nothing', () => tls()],
    ['without a word of TLS', halfOpen],
    [
      'and sends half of a head',
      async () => {
        const socket = await tls();
        socket.write(head(10).slice(0, 40));
        return socket;
      },
    ],
  ])('%s has the oldest closed, and others are served', async (_what, open) => {
    const opened: Socket[] = [];
    for (let index = 0; index < 50; index += 1) opened.push(await open());
    await untilClosed(opened.slice(0, 30), 30);
    await expectService();
    expect(opened.slice(-15).some(({ closed }) => closed)).toBe(false);
  });

  it('never has the connection closed that somebody else uses', async () => {
    const used = await tls();
    for (let index = 0; index < 60; index += 1) {
      const answer = once(used, 'data') as Promise<[Buffer]>;
      used.write(head(review.length) + review);
      expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 200 /);
      await tls();
    }
    expect(used.closed).toBe(false);
  });

  it('has a new one closed where all others are at work', async () => {
    const busy: Socket[] = [];
    for (let index = 0; index < 20; index += 1) {
      const socket = await tls();
      socket.write(`${head(review.length)}{`);
      busy.push(socket);
    }
    await untilInFlight(20);
    await expect(webhook.post(review, { agent: false })).rejects.toThrow();
    expect(busy.some(({ closed }) => closed)).toBe(false);
    busy[0]?.destroy();
    await untilInFlight(19);
    await expectService();
  });
});

describe('whoever sends bodies', () => {
  it('byte by byte is cut when the time is over, and holds up nobody meanwhile', async () => {
    const impatient = await startTestWebhook({ bodyMilliseconds: 500 });
    const slow = await tls(impatient);
    slow.write(head(100_000));
    const timer = setInterval(() => slow.write(' '), 5);
    const answer = once(slow, 'data') as Promise<[Buffer]>;
    expect((await impatient.post(review)).status).toBe(200);
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 408 /);
    await untilClosed([slow], 1);
    clearInterval(timer);
    await impatient.stop();
  });

  it('without an end is told so at the limit, whatever follows', async () => {
    const endless = await tls();
    const answer = once(endless, 'data') as Promise<[Buffer]>;
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    endless.write(head('chunked'));
    for (let index = 0; index < 60; index += 1) endless.write(chunk);
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 413 /);
    await untilInFlight(0);
    await expectService();
  });

  it('of more bytes than there is room for is asked to come again, and the room comes back', async () => {
    const half = 'x'.repeat(2 * mebibyte - 1);
    const first = await tls();
    const second = await tls();
    for (const socket of [first, second]) socket.write(`${head(2 * mebibyte)}${half}`);
    const { status, headers } = await pollUntil(async () => {
      const answer = await webhook.post(review);
      return answer.status === 200 ? undefined : answer;
    });
    expect({ status, again: headers['retry-after'] }).toEqual({ status: 503, again: '1' });
    first.destroy();
    await untilInFlight(1);
    await expectService();
    second.write('x');
    await untilInFlight(0);
    for (let index = 0; index < 10; index += 1) {
      const container = { args: ['x'.repeat(2 * mebibyte)] };
      const { status: code } = await webhook.post(admissionReview(pod({ container })));
      expect(code).toBe(200);
    }
  });
});

describe('whoever pipelines', () => {
  it('a few reviews has an answer to each, in their order', async () => {
    const socket = await tls();
    const uids = Array.from({ length: 8 }, (_, index) => `u-${index}`);
    const bodies = uids.map((uid) => JSON.stringify(admissionReview(pod(), { uid })));
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.write(bodies.map((body) => head(Buffer.byteLength(body)) + body).join(''));
    const answered = await pollUntil(() => {
      const found = [...text.matchAll(/"uid":"(u-\d)"/g)].map(([, uid]) => uid);
      return found.length === uids.length ? found : undefined;
    });
    expect(answered).toEqual(uids);
  });

  it('garbage behind a review has its connection closed', async () => {
    const socket = await tls();
    socket.write(`${head(review.length)}${review}\u0000\u0001garbage\r\n\r\n`.repeat(5));
    await untilClosed([socket], 1);
    await untilInFlight(0);
    await expectService();
  });

  it('hundreds is cut, and leaves nothing under way', async () => {
    const server = await startApiServer();
    const waiting = await startTestWebhook({
      kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
    });
    const never = new Promise<undefined>(() => undefined);
    server.intercept(({ path }) => (path.endsWith('/serviceaccounts/web') ? never : undefined));
    const socket = await tls(waiting);
    socket.write(`${head(plainReview.length)}${plainReview}`.repeat(500));
    await untilClosed([socket], 1);
    const name = 'iamra_webhook_requests_in_flight';
    await pollUntil(async () => ((await waiting.metric(name)) === 0 ? true : undefined));
    expect(
      server.calls.filter(({ path }) => path.endsWith('/serviceaccounts/web')).length,
    ).toBeLessThan(500);
    await waiting.stop();
    await server.stop();
  });
});
