export interface BackoffLimits {
  /** The first delay, in milliseconds. */
  readonly base: number;
  readonly longest: number;
}

/** Delays that double with each failure, with half of each left to chance, so that nobody comes in step. */
export class Backoff {
  readonly #limits: BackoffLimits;
  readonly #random: () => number;
  #failures = 0;

  constructor(limits: BackoffLimits, random: () => number = Math.random) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Milliseconds to wait after one more failure. */
  next(): number {
    const { base, longest } = this.#limits;
    const delay = Math.min(longest, base * 2 ** this.#failures);
    this.#failures += 1;
    return delay * (0.5 + 0.5 * this.#random());
  }

  reset(): void {
    this.#failures = 0;
  }
}
