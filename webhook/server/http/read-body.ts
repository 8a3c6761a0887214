import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly kind: 'complete'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' | 'too-slow' | 'broken-off' };

export interface BodyLimits {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Reads a body; what exceeds the limits is not kept. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  if (Number(request.headers['content-length']) > limits.bytes) {
    return Promise.resolve({ kind: 'too-large' });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (body: Body): void => {
      clearTimeout(timer);
      request.removeListener('data', onData);
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limits.bytes) finish({ kind: 'too-large' });
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => {
      finish({ kind: 'too-slow' });
    }, limits.milliseconds);
    request.on('data', onData);
    request.once('end', () => {
      finish({ kind: 'complete', bytes: joined(chunks, length) });
    });
    request.once('close', () => {
      finish({ kind: 'broken-off' });
    });
    request.on('error', () => {
      finish({ kind: 'broken-off' });
    });
  });
}

function joined(chunks: readonly Buffer[], length: number): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length);
}
