import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { GetProfileCommand, type RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';

/** A REST-JSON call of Roles Anywhere that the installed SDK doesn't know, or knows only in part. */
export interface RawCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

interface HttpMessage {
  method: string;
  path: string;
  query: Record<string, string | readonly string[]>;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * Sends a call through the SDK client's own signer, retries, region and endpoint: a command that the SDK
 * knows carries it, and its request is rewritten before it is measured and signed.
 */
export async function sendRaw(client: RolesAnywhereClient, call: RawCall): Promise<unknown> {
  const carrier = new GetProfileCommand({ profileId: 'carrier' });
  let answer = '';
  carrier.middlewareStack.add(
    (next) => (args) => {
      rewrite(args.request as HttpMessage, call);
      return next(args);
    },
    { step: 'build', priority: 'high', name: 'rewriteRequest' },
  );
  carrier.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body: Readable };
      answer = await text(response.body);
      response.body = Readable.from([answer]);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'keepAnswer' },
  );
  await client.send(carrier);
  return answer === '' ? {} : JSON.parse(answer);
}

function rewrite(request: HttpMessage, call: RawCall): void {
  request.method = call.method;
  request.path = request.path.replace(/\/profile\/carrier$/, call.path);
  request.query = { ...call.query };
  if (call.body === undefined) return;
  request.headers['content-type'] = 'application/json';
  request.body = JSON.stringify(call.body);
}
