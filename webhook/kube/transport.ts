import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { apiErrorOf } from './api-error.ts';
import type { ClusterAccess } from './cluster-access.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For all of the answer; with `open`, for its headers and its body alike. */
  readonly timeoutMilliseconds?: number | undefined;
}

const json = 'application/json';
const defaultTimeoutMilliseconds = 10_000;
// Finds connections whose other end vanished without a word.
const keepAliveMilliseconds = 15_000;

/** HTTP to one API server, over connections that are kept. */
export class Transport {
  readonly #access: ClusterAccess;
  readonly #agent: HttpAgent;
  readonly #request: typeof httpsRequest;

  constructor(access: ClusterAccess) {
    const { server, clientCertificate } = access;
    const options = { keepAlive: true, keepAliveMsecs: keepAliveMilliseconds };
    const isPlain = server.protocol === 'http:';
    this.#access = access;
    this.#request = isPlain ? httpRequest : httpsRequest;
    this.#agent = isPlain
      ? new HttpAgent(options)
      : new HttpsAgent({ ...options, ...clientCertificate });
  }

  /**
   * Gives the answer as JSON.
   * @throws {ApiError} for an answer other than 2xx; an Error of Node's where none came in time
   */
  json(request: ApiRequest): Promise<unknown> {
    return this.#inTime(request, async (limit) => {
      const body = await text(await this.#open(request, limit));
      return body === '' ? undefined : (JSON.parse(body) as unknown);
    });
  }

  /** Gives an answer whose body is still to be read; throws as `json` does. */
  open(request: ApiRequest): Promise<IncomingMessage> {
    return this.#inTime(request, (limit) => this.#open(request, limit));
  }

  close(): void {
    this.#agent.destroy();
  }

  /** One limit for all of a call, however often it is sent. */
  async #inTime<T>(
    { method, path, timeoutMilliseconds = defaultTimeoutMilliseconds }: ApiRequest,
    call: (limit: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const limit = AbortSignal.timeout(timeoutMilliseconds);
    try {
      return await call(limit);
    } catch (error) {
      if (!limit.aborted) throw error;
      const { host } = this.#access.server;
      throw new Error(`${method} ${host}${path} took more than ${timeoutMilliseconds} ms`);
    }
  }

  async #open(request: ApiRequest, limit: AbortSignal): Promise<IncomingMessage> {
    const response = await this.#send(request, limit, true);
    const { statusCode = 0 } = response;
    if (statusCode >= 200 && statusCode < 300) return response;
    throw apiErrorOf(statusCode, await text(response));
  }

  async #send(
    request: ApiRequest,
    limit: AbortSignal,
    mayRetry: boolean,
  ): Promise<IncomingMessage> {
    const { method, path, query = {}, body, signal } = request;
    const content = body === undefined ? '' : JSON.stringify(body);
    const headers = await this.#headers(request, content);
    // Connections are kept by CA: with another one the next call opens a new one.
    const ca = await this.#access.ca?.();
    const url = new URL(
      `${this.#access.server.pathname.replace(/\/$/, '')}${path}`,
      this.#access.server,
    );
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return new Promise((resolve, reject) => {
      const sent = this.#request(url, {
        method,
        agent: this.#agent,
        headers,
        ...(ca === undefined ? {} : { ca }),
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      sent.once('response', resolve);
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server may end a kept connection at the moment that we use it again.
        const wasStale = sent.reusedSocket && error.code === 'ECONNRESET';
        if (wasStale && mayRetry && method !== 'POST') resolve(this.#send(request, limit, false));
        else reject(error);
      });
      sent.end(content);
    });
  }

  async #headers(
    { accept = json, contentType = json }: ApiRequest,
    content: string,
  ): Promise<Record<string, string | number>> {
    const token = await this.#access.token?.();
    // Node would send the body of a DELETE without saying where it ends.
    const length = Buffer.byteLength(content);
    return {
      accept,
      'user-agent': 'iamra',
      ...(length === 0 ? {} : { 'content-type': contentType, 'content-length': length }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
  }
}
