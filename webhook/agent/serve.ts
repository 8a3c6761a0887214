import { createServer, type IncomingMessage } from 'node:http';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { Connections } from '../http/connections.ts';
import { type ListenAddress, listen } from '../http/listen.ts';
import { jsonReply, type Reply, writeReply } from './endpoints/reply.ts';

/** Answers a request, at once where it can. */
export type Handler = (request: IncomingMessage) => Reply | Promise<Reply>;

export interface ServeOptions {
  readonly address: ListenAddress;
  readonly handle: Handler;
  /** Told of each request when it was answered. */
  readonly onReply?: (request: IncomingMessage, status: number, seconds: number) => void;
}

/** A server that listens. */
export interface Serving {
  readonly port: number;
  /** Takes no more connections; ends with the last request, after five seconds at most. */
  close(): Promise<void>;
}

const requestTimeoutMilliseconds = 10_000;
const graceMilliseconds = 5000;

/**
 * Serves replies over HTTP.
 * @throws {IamraError} IAMRA906 where the address is in use, IAMRA920 where it cannot be listened on
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const timeouts = {
    requestTimeout: requestTimeoutMilliseconds,
    headersTimeout: requestTimeoutMilliseconds,
  };
  const server = createServer(timeouts, (request, response) => {
    answer(request, options, (reply) => {
      // Nobody may keep a connection to a server that ends.
      response.shouldKeepAlive &&= server.listening;
      writeReply(response, reply);
    });
  });
  const connections = new Connections(server);
  const port = await listen(server, options.address);
  return { port, close: () => connections.close(graceMilliseconds) };
}

function answer(
  request: IncomingMessage,
  { handle, onReply }: ServeOptions,
  write: (reply: Reply) => void,
): void {
  const start = performance.now();
  const finish = (reply: Reply): void => {
    write(reply);
    onReply?.(request, reply.status, (performance.now() - start) / 1000);
  };
  const fail = (error: unknown): void => {
    finish(jsonReply(500, { code: 'IAMRA970', message: errorMessage(error) }));
  };
  try {
    const reply = handle(request);
    if (reply instanceof Promise) reply.then(finish).catch(fail);
    else finish(reply);
  } catch (error) {
    fail(error);
  }
}
