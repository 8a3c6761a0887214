/** Aborts what says nothing for too long. */
export class SilenceLimit {
  readonly #milliseconds: number;
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#timer = setTimeout(() => {
      this.#abort.abort();
    }, milliseconds);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Something was heard: the time begins anew. */
  heard(): void {
    this.#timer.refresh();
  }

  get isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  get error(): Error {
    return new Error(`the API server said nothing for ${this.#milliseconds} ms`);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
