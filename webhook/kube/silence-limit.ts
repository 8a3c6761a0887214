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

  /** @throws {Error} that says so, where it was too long */
  check(): void {
    if (!this.signal.aborted) return;
    throw new Error(`the API server said nothing for ${this.#milliseconds} ms`);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
