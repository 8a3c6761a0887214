/** Gathers what is written in one turn of the event loop, so that a burst costs one system call. */
export class LineWriter {
  readonly #sink: (text: string) => void;
  #waiting = '';

  constructor(sink: (text: string) => void) {
    this.#sink = sink;
  }

  readonly write = (line: string): void => {
    if (this.#waiting === '') setImmediate(this.flush);
    this.#waiting += line;
  };

  /** Writes what is waiting now; for the end of the process. */
  readonly flush = (): void => {
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#sink(text);
  };
}
