import type { ServerResponse } from 'node:http';
import { type Rejection, statusBody } from './rejection.ts';

/** Answers 200 with a JSON text. */
export function respondJson(response: ServerResponse, json: string): void {
  const bytes = Buffer.byteLength(json);
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': bytes })
    // Node sets aside three bytes for each character of UTF-8, which costs where one is enough.
    .end(json, bytes === json.length ? 'latin1' : 'utf8');
}

/** Answers with a Kubernetes Status. */
export function respondRejection(response: ServerResponse, rejection: Rejection): void {
  const json = statusBody(rejection);
  response
    .writeHead(rejection.status, {
      ...rejection.headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
    })
    .end(json);
}
