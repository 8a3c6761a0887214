import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { SignedRequest } from '../../../src/core/session/create-session-request.ts';

/** An answer over HTTP, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Sends a request and reads the answer; rejects with an error that has a `code`. */
export type Post = (request: SignedRequest, signal: AbortSignal) => Promise<HttpAnswer>;

const largestBody = 256 * 1024;

/** A connection of its own for each request: sessions are too rare to keep one open. */
export function createPost(timeoutMilliseconds: number, env: NodeJS.ProcessEnv): Post {
  const agents = proxyAgents(env);
  return (request, signal) =>
    new Promise((resolve, reject) => {
      const { url, method, headers, body } = request;
      const secure = url.protocol === 'https:';
      const send = secure ? httpsRequest : httpRequest;
      const agent = secure ? agents.https : agents.http;
      const outgoing = send(url, { method, headers, agent, signal }, (incoming) => {
        readAnswer(incoming).then(resolve, reject);
      });
      const deadline = setTimeout(() => {
        outgoing.destroy(codedError('ETIMEDOUT'));
      }, timeoutMilliseconds);
      outgoing.on('error', reject);
      outgoing.on('close', () => {
        clearTimeout(deadline);
        // Rejecting after an answer changes nothing.
        reject(codedError('ECONNRESET'));
      });
      outgoing.end(body);
    });
}

async function readAnswer(incoming: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw codedError('EMSGSIZE');
    chunks.push(chunk);
  }
  const headers = incoming.headers as Record<string, string | undefined>;
  return { status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString() };
}

interface Agents {
  readonly http: HttpAgent | false;
  readonly https: HttpsAgent | false;
}

/** Node.js itself follows HTTPS_PROXY and NO_PROXY where an agent is given the environment. */
function proxyAgents(env: NodeJS.ProcessEnv): Agents {
  const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  if (variables.every((name) => (env[name] ?? '') === '')) return { http: false, https: false };
  return { http: new HttpAgent({ proxyEnv: env }), https: new HttpsAgent({ proxyEnv: env }) };
}

function codedError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
