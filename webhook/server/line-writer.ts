const pauseMilliseconds = 20;
const mostCharacters = 32_768;

/** Gathers what is written for a moment, so that a burst of lines costs few system calls. */
export class LineWriter {
  readonly #sink: (text: string) => void;
  #waiting = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(sink: (text: string) => void) {
    this.#sink = sink;
  }

  readonly write = (line: string): void => {
    this.#waiting += line;
    if (this.#waiting.length >= mostCharacters) this.flush();
    else this.#timer ??= setTimeout(this.flush, pauseMilliseconds);
  };

  /** Writes what is waiting now; for the end of the process. */
  readonly flush = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#sink(text);
  };
}
