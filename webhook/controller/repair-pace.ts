const firstMilliseconds = 1000;
const longestMilliseconds = 5 * 60_000;
// Nobody who fights for a Certificate waits longer than this.
const forgottenMilliseconds = 2 * longestMilliseconds;

interface Repairs {
  readonly count: number;
  readonly lastAt: number;
}

/** Keeps whoever else writes a Certificate, again and again, from making the controller as busy. */
export class RepairPace {
  readonly #now: () => number;
  readonly #repairs = new Map<string, Repairs>();

  /** @param now milliseconds, by a clock that nobody sets */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Milliseconds until a Certificate may be repaired; 0: at once, as it may for the first time. */
  wait(key: string): number {
    const { count, lastAt } = this.#of(key);
    if (count === 0) return 0;
    const pause = Math.min(longestMilliseconds, firstMilliseconds * 2 ** (count - 1));
    return Math.max(0, lastAt + pause - this.#now());
  }

  /** Notes that it was repaired. */
  note(key: string): void {
    this.#repairs.set(key, { count: this.#of(key).count + 1, lastAt: this.#now() });
  }

  forget(key: string): void {
    this.#repairs.delete(key);
  }

  #of(key: string): Repairs {
    const known = this.#repairs.get(key);
    const isRecent = known !== undefined && this.#now() - known.lastAt < forgottenMilliseconds;
    return isRecent ? known : { count: 0, lastAt: -Infinity };
  }
}
