import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';

const headEnd = '\r\n\r\n';
const nothing = Buffer.alloc(0);

/** One connection that is kept and has one request at a time, as an API server's have. */
export class LoadConnection {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #onAnswer: (connection: LoadConnection) => void;
  #head: Buffer = nothing;
  /** Bytes of the body that are still to come; undefined: the head is. */
  #left: number | undefined;
  /** Of performance.now(): since when the answer is waited for. */
  since = 0;

  /** @param request head and body, as they go over the wire each time */
  constructor(
    { protocol, hostname, port }: URL,
    request: Buffer,
    onAnswer: (connection: LoadConnection) => void,
  ) {
    const address = { host: hostname, port: Number(port) };
    const isSecure = protocol === 'https:';
    this.#request = request;
    this.#onAnswer = onAnswer;
    this.#socket = isSecure
      ? connectSecure({ ...address, rejectUnauthorized: false })
      : connectPlain(address);
    this.#socket.setNoDelay();
    this.#socket.on('data', (bytes: Buffer) => {
      this.#read(bytes);
    });
    this.#socket.on('end', () => {
      throw new Error('the server ended a connection');
    });
  }

  send(since: number): void {
    this.since = since;
    this.#socket.write(this.#request);
  }

  #read(bytes: Buffer): void {
    const body = this.#left === undefined ? this.#readHead(bytes) : bytes;
    if (this.#left === undefined) return;
    this.#left -= body.length;
    if (this.#left > 0) return;
    this.#left = undefined;
    this.#onAnswer(this);
  }

  /** Gives what comes after the head. */
  #readHead(bytes: Buffer): Buffer {
    const all = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
    const end = all.indexOf(headEnd);
    this.#head = end < 0 ? all : nothing;
    if (end < 0) return nothing;
    this.#left = bodyLength(all.toString('latin1', 0, end));
    return all.subarray(end + headEnd.length);
  }
}

function bodyLength(head: string): number {
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`the server answered ${head}`);
  const [, length] = /^content-length: (\d+)$/im.exec(head) ?? [];
  if (length === undefined) throw new Error(`the server told no length: ${head}`);
  return Number(length);
}
