/** Remembers what was told, as long as it need not be told again. */
export class RecentlyTold {
  readonly #intervalMilliseconds: number;
  readonly #now: () => number;
  /** When each was told, the oldest first. */
  readonly #told = new Map<string, number>();

  /** @param now milliseconds, by a clock that nobody sets */
  constructor(intervalMilliseconds: number, now: () => number = () => performance.now()) {
    this.#intervalMilliseconds = intervalMilliseconds;
    this.#now = now;
  }

  has(text: string): boolean {
    this.#dropOld();
    return this.#told.has(text);
  }

  note(text: string): void {
    this.#dropOld();
    this.#told.delete(text);
    this.#told.set(text, this.#now());
  }

  get size(): number {
    return this.#told.size;
  }

  #dropOld(): void {
    for (const [text, at] of this.#told) {
      if (this.#now() - at < this.#intervalMilliseconds) return;
      this.#told.delete(text);
    }
  }
}
