import type { IncomingMessage } from 'node:http';
import type { HeldBytes } from './held-bytes.ts';

export type Body =
  | { readonly kind: 'complete'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' | 'too-slow' | 'too-many' | 'broken-off' };

export interface BodyLimits {
  readonly bytes: number;
  readonly milliseconds: number;
  /** Of all requests; whoever gets a complete body releases its bytes. */
  readonly held: HeldBytes;
}

/** Reads a body; what exceeds the limits is not kept. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  if (Number(request.headers['content-length']) > limits.bytes) {
    return Promise.resolve({ kind: 'too-large' });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isFinished = false;
    const finish = (body: Body): void => {
      if (isFinished) return;
      isFinished = true;
      clearTimeout(timer);
      request.removeListener('data', onData);
      if (body.kind !== 'complete') limits.held.release(length);
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      if (length + chunk.length > limits.bytes) {
        finish({ kind: 'too-large' });
      } else if (limits.held.take(chunk.length)) {
        length += chunk.length;
        chunks.push(chunk);
      } else {
        finish({ kind: 'too-many' });
      }
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
