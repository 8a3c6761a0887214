import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import type { WebhookConfig } from '../../webhook/server/webhook-config.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

const mebibyte = 1024 * 1024;
const review = JSON.stringify(admissionReview(pod()));
const plainReview = JSON.stringify(admissionReview(pod({ annotations: {} })));

let webhook: TestWebhook;
let server: ApiServer | undefined;
const others: TestWebhook[] = [];
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
  for (const other of others.splice(0)) await other.stop();
  await server?.stop();
  server = undefined;
});

async function untilInFlight(count: number, which = webhook): Promise<void> {
  const inFlight = (): Promise<number | undefined> =>
    which.metric('iamra_webhook_requests_in_flight');
  await pollUntil(async () => ((await inFlight()) === count ? true : undefined));
}

interface WaitingWebhook {
  readonly waiting: TestWebhook;
  readonly goOn: () => void;
}

/** A webhook that waits for the API server's word about ServiceAccounts. */
async function startWaiting(config: Partial<WebhookConfig> = {}): Promise<WaitingWebhook> {
  server = await startApiServer();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.intercept(({ path }) => (isAccount(path) ? promise : undefined));
  const kubernetes = await findClusterAccess({ KUBECONFIG: server.kubeconfig });
  const waiting = await startTestWebhook({ kubernetes, graceMilliseconds: 100, ...config });
  others.push(waiting);
  return {
    waiting,
    goOn: () => {
      resolve(undefined);
    },
  };
}

const isAccount = (path: string): boolean => path.endsWith('/serviceaccounts/web');
const asked = (): number => server?.calls.filter(({ path }) => isAccount(path)).length ?? 0;
const untilAsked = (count: number): Promise<true> =>
  pollUntil(() => (asked() === count ? true : undefined));

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

function head(length: number | 'chunked', timeout = '1s'): string {
  const size = length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`;
  return `POST /mutate/credentials?timeout=${timeout} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${size}\r\n\r\n`;
}

async function expectService(which = webhook): Promise<void> {
  const { status, text } = await which.post(review, { agent: false });
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
    const { waiting, goOn } = await startWaiting({ mostConnections: 20 });
    const busy: Socket[] = [];
    for (let index = 0; index < 20; index += 1) {
      const socket = await tls(waiting);
      socket.write(head(plainReview.length, '30s') + plainReview);
      busy.push(socket);
    }
    await untilInFlight(20, waiting);
    await expect(waiting.post(review, { agent: false })).rejects.toThrow();
    expect(busy.some(({ closed }) => closed)).toBe(false);
    goOn();
    await untilInFlight(0, waiting);
    await expectService(waiting);
  });

  it.each([
    ['bodies that never end', () => `${head(review.length)}{`],
    ['bodies that never begin', () => head(review.length)],
    ['heads of chunks alone', () => `${head('chunked')}5\r\n`],
  ])('for %s keeps nobody out, however many there are', async (_what, begin) => {
    for (let index = 0; index < 100; index += 1) {
      const socket = await tls();
      socket.write(begin());
      if (index % 10 === 9) await expectService();
    }
    await untilClosed(sockets, 80);
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

  it('that never end loses the oldest of them, with an answer, to whoever comes with a review', async () => {
    const half = 'x'.repeat(2 * mebibyte - 1);
    const [first, second] = [await tls(), await tls()] as const;
    const answer = once(first, 'data') as Promise<[Buffer]>;
    first.write(`${head(2 * mebibyte)}${half}`);
    await untilInFlight(1);
    second.write(`${head(2 * mebibyte)}${half}`);
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 1/);
    await expectService();
    second.write('x');
    await untilInFlight(0);
    for (let index = 0; index < 10; index += 1) {
      const container = { args: ['x'.repeat(2 * mebibyte)] };
      const { status: code } = await webhook.post(admissionReview(pod({ container })));
      expect(code).toBe(200);
    }
  });

  it('that never end keeps no review out, however many send them', async () => {
    const part = 'x'.repeat(mebibyte);
    for (let index = 0; index < 60; index += 1) {
      const socket = await tls();
      socket.write(`${head(2 * mebibyte)}${part}`);
      if (index % 5 === 4) await expectService();
    }
  });

  it('of single bytes has each counted as what it takes up', async () => {
    const socket = await tls();
    const answer = once(socket, 'data') as Promise<[Buffer]>;
    socket.write(head('chunked'));
    for (let index = 0; index < 20; index += 1) socket.write('1\r\nx\r\n'.repeat(1000));
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 503 /);
    await expectService();
  });

  it('in full is asked to come again where those under way leave no room', async () => {
    const { waiting, goOn } = await startWaiting({ mostHeldBytes: 4 * mebibyte });
    const large = pod({ annotations: {}, container: { args: ['x'.repeat(1.9 * mebibyte)] } });
    const body = JSON.stringify(admissionReview(large));
    const underWay = [waiting.post(body), waiting.post(body)];
    await untilAsked(2);
    const { status, headers } = await waiting.post(body);
    expect({ status, again: headers['retry-after'] }).toEqual({ status: 503, again: '1' });
    goOn();
    for (const { status: code } of await Promise.all(underWay)) expect(code).toBe(200);
    expect((await waiting.post(body)).status).toBe(200);
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

  it('hundreds that are answered at once is cut, too', async () => {
    const socket = await tls();
    socket.resume();
    socket.write('GET /none HTTP/1.1\r\nHost: webhook\r\n\r\n'.repeat(500));
    await untilClosed([socket], 1);
    await untilInFlight(0);
    await expectService();
  });

  it('hundreds is cut, and leaves nothing under way', async () => {
    const { waiting } = await startWaiting();
    const socket = await tls(waiting);
    socket.write(`${head(plainReview.length)}${plainReview}`.repeat(500));
    await untilClosed([socket], 1);
    await untilInFlight(0, waiting);
    expect(asked()).toBeLessThan(500);
  });
});
