import type { ServerResponse } from 'node:http';

/** An answer of one of the agent's servers. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
}

export function textReply(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/plain',
      'content-length': Buffer.byteLength(body),
      ...headers,
    },
    body,
  };
}

export function jsonReply(status: number, value: object): Reply {
  const body = JSON.stringify(value);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return { status, headers, body };
}

export function writeReply(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}
