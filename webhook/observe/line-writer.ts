const pauseMilliseconds = 20;
const mostBytes = 32_768;
/** Of UTF-8, for a unit of UTF-16. */
const mostBytesEach = 3;

/**
 * Gathers what is written for a moment, so that a burst of lines costs few system calls; as bytes, so
 * that the garbage collector has nothing to carry meanwhile.
 */
export class LineWriter {
  readonly #sink: (bytes: Uint8Array) => void;
  readonly #waiting = Buffer.allocUnsafe(mostBytes);
  #length = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(sink: (bytes: Uint8Array) => void) {
    this.#sink = sink;
  }

  readonly write = (line: string): void => {
    const most = line.length * mostBytesEach;
    if (this.#length + most > mostBytes) this.flush();
    if (most > mostBytes) {
      this.#sink(Buffer.from(line));
      return;
    }
    this.#length += this.#waiting.write(line, this.#length);
    this.#timer ??= setTimeout(this.flush, pauseMilliseconds);
  };

  /** Writes what is waiting now; for the end of the process. */
  readonly flush = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0) return;
    const bytes = Buffer.copyBytesFrom(this.#waiting, 0, this.#length);
    this.#length = 0;
    this.#sink(bytes);
  };
}
