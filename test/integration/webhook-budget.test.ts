import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { admissionReview } from '../fixtures/admission-review.ts';
import { pod } from '../fixtures/pods.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Response {
  readonly uid: string;
  readonly allowed: boolean;
  readonly patch?: string;
  readonly warnings?: readonly string[];
}

/** Ends a test's servers, each after those that use it. */
type AtEnd = (end: () => Promise<void>) => void;

/** Listens, and gives the port. */
async function start(server: Server, atEnd: AtEnd): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

async function answering(atEnd: AtEnd, listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await start(createHttpServer(listener), atEnd)}`;
}

async function webhookFor(server: string, atEnd: AtEnd): Promise<TestWebhook> {
  const webhook = await startTestWebhook({ kubernetes: { server: new URL(server) } });
  atEnd(() => webhook.stop());
  return webhook;
}

const seconds = 2;
/** What the webhook leaves of that to the API server's call and answer is on top. */
const budget = 1600;

async function review(webhook: TestWebhook, object: unknown): Promise<Response> {
  const { status, text } = await webhook.post(admissionReview(object), {
    path: `/mutate/credentials?timeout=${seconds}s`,
  });
  expect(status).toBe(200);
  return (JSON.parse(text) as { response: Response }).response;
}

const json = { 'content-type': 'application/json' };
const plain = pod({ annotations: {} });

const silent = (): void => undefined;

const troubles: ReadonlyArray<readonly [string, (atEnd: AtEnd) => Promise<string>, RegExp]> = [
  [
    'takes the connection and says nothing, not even in TLS',
    async (atEnd) => `https://127.0.0.1:${await start(createServer(), atEnd)}`,
    /took more than \d+ ms/,
  ],
  [
    'takes the request and never answers',
    (atEnd) => answering(atEnd, silent),
    /took more than \d+ ms/,
  ],
  [
    'begins an answer and never ends it',
    (atEnd) =>
      answering(atEnd, (_request, response) => {
        response.writeHead(200, json).write('{"metadata":');
      }),
    /took more than \d+ ms/,
  ],
  [
    'answers a byte at a time',
    (atEnd) =>
      answering(atEnd, (_request, response) => {
        response.writeHead(200, json);
        const timer = setInterval(() => response.write(' '), 20);
        response.once('close', () => {
          clearInterval(timer);
        });
      }),
    /took more than \d+ ms/,
  ],
  ['refuses the connection', () => Promise.resolve('http://127.0.0.1:1'), /ECONNREFUSED/],
  [
    'cuts the connection',
    (atEnd) =>
      answering(atEnd, ({ socket }) => {
        socket.destroy();
      }),
    /socket hang up/,
  ],
  [
    'is overloaded',
    (atEnd) =>
      answering(atEnd, (_request, response) => {
        response.writeHead(429, { ...json, 'retry-after': '30' }).end('{"message":"too many"}');
      }),
    /too many/,
  ],
  [
    'is none',
    (atEnd) =>
      answering(atEnd, (_request, response) => {
        response.writeHead(200).end('<html>');
      }),
    /not valid JSON/,
  ],
];

describe.concurrent('where the API server', () => {
  it.for(troubles)(
    '%s, a pod is answered in time, by what it says itself',
    async ([, begin, problem], { expect, onTestFinished }) => {
      const webhook = await webhookFor(await begin(onTestFinished), onTestFinished);
      const [bare, asking] = await Promise.all([review(webhook, plain), review(webhook, pod())]);
      expect(bare.allowed).toBe(true);
      expect(bare.patch).toBeUndefined();
      expect(bare.warnings?.[0]).toMatch(/^IAMRA328 ServiceAccount team-a\/web could not be read/);
      expect(bare.warnings?.[0]).toMatch(problem);
      expect(asking.patch).toBeDefined();
      expect(asking.warnings?.[0]).toMatch(/^IAMRA328 /);
    },
  );
});

/** How long it says that it has waited. */
function waited({ warnings }: Response): number {
  return Number(/took more than (\d+) ms/.exec(warnings?.[0] ?? '')?.[1]);
}

describe('an API server that never answers', () => {
  it('gets the time that is left of each of a hundred requests, and no more', async ({
    onTestFinished,
  }) => {
    const webhook = await webhookFor(await answering(onTestFinished, silent), onTestFinished);
    const all = await Promise.all(Array.from({ length: 100 }, () => review(webhook, plain)));
    expect(all.every(({ allowed }) => allowed)).toBe(true);
    expect(Math.max(...all.map(waited))).toBeLessThanOrEqual(budget);
  });
});
