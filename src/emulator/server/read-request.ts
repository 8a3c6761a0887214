import type { IncomingMessage } from 'node:http';
import type { EmulatorRequest } from '../exchange.ts';

const maximumBodyBytes = 1024 * 1024;

/** Reads a request to its end; gives undefined for a body over 1 MiB. */
export async function readRequest(message: IncomingMessage): Promise<EmulatorRequest | undefined> {
  const body = await readBody(message);
  if (body === undefined) return undefined;
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  return {
    method: message.method ?? 'GET',
    path,
    query: [...new URLSearchParams(rest.join('?'))],
    headers: flatten(message.headers),
    body,
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
}
