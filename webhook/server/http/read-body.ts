import type { IncomingMessage } from 'node:http';
import type { HeldBytes } from './held-bytes.ts';
import type { IncompleteBodies, IncompleteBody } from './incomplete-bodies.ts';

export type Body = { readonly kind: 'complete'; readonly bytes: Buffer } | Unread;

interface Unread {
  readonly kind: 'too-large' | 'too-slow' | 'too-many' | 'broken-off';
}

export interface BodyLimits {
  /** Of one body. */
  readonly bytes: number;
  /** Of all requests; whoever gets a complete body releases its bytes. */
  readonly held: HeldBytes;
  readonly incomplete: IncompleteBodies;
}

/** What Node needs for a chunk beside its bytes: whoever sends single bytes takes up no less. */
const chunkOverhead = 768;

/** Reads a body; what exceeds the limits is not kept. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  if (Number(request.headers['content-length']) > limits.bytes) {
    return Promise.resolve({ kind: 'too-large' });
  }
  return new Promise((resolve) => {
    new IncomingBody(limits, resolve).read(request);
  });
}

class IncomingBody implements IncompleteBody {
  readonly #limits: BodyLimits;
  readonly #resolve: (body: Body) => void;
  #chunks: Buffer[] = [];
  #length = 0;
  #isFinished = false;

  constructor(limits: BodyLimits, resolve: (body: Body) => void) {
    this.#limits = limits;
    this.#resolve = resolve;
  }

  get length(): number {
    return this.#length;
  }

  read(request: IncomingMessage): void {
    this.#limits.incomplete.add(this);
    // No listener for errors: without one, Node tells of them by the close alone.
    request.on('data', this.#take).on('end', this.#complete).on('close', this.#breakOff);
  }

  drop(kind: Unread['kind']): void {
    if (this.#isFinished) return;
    this.#limits.held.release(this.#length + this.#overhead);
    this.#chunks = [];
    this.#finish({ kind });
  }

  readonly #take = (chunk: Buffer): void => {
    if (this.#isFinished) return;
    if (this.#length + chunk.length > this.#limits.bytes) this.drop('too-large');
    else if (this.#takeRoom(chunk.length + chunkOverhead)) {
      this.#length += chunk.length;
      this.#chunks.push(chunk);
    }
  };

  /** Where there is no room, those give way that began first, this one among them. */
  #takeRoom(bytes: number): boolean {
    const { held, incomplete } = this.#limits;
    while (!held.take(bytes)) {
      (incomplete.oldest ?? this).drop('too-many');
      if (this.#isFinished) return false;
    }
    return true;
  }

  readonly #complete = (): void => {
    if (this.#isFinished) return;
    this.#limits.held.release(this.#overhead);
    this.#finish({ kind: 'complete', bytes: joined(this.#chunks, this.#length) });
  };

  readonly #breakOff = (): void => {
    this.drop('broken-off');
  };

  #finish(body: Body): void {
    this.#isFinished = true;
    this.#limits.incomplete.remove(this);
    this.#resolve(body);
  }

  get #overhead(): number {
    return this.#chunks.length * chunkOverhead;
  }
}

function joined(chunks: readonly Buffer[], length: number): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length);
}
