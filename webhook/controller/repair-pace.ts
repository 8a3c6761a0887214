const firstMilliseconds = 1000;
const longestMilliseconds = 5 * 60_000;
// Nobody who fights for a Certificate waits longer than this.
const calmMilliseconds = 2 * longestMilliseconds;
// Who overrules a repair does so the next time as well.
const overruledMilliseconds = 60 * 60_000;

interface Repairs {
  readonly count: number;
  readonly lastAt: number;
  readonly overruled: readonly string[];
}

/** Keeps whoever else writes a Certificate, again and again, from making the controller as busy. */
export class RepairPace {
  readonly #now: () => number;
  /** Those repaired longest ago first. */
  readonly #repairs = new Map<string, Repairs>();

  /** @param now milliseconds, by a clock that nobody sets */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Milliseconds until these fields of a Certificate may be repaired; 0: at once, as for the first time. */
  wait(key: string, fields: readonly string[]): number {
    const known = this.#repairs.get(key);
    if (known === undefined) return 0;
    const { count, lastAt, overruled } = known;
    const pause = fields.every((field) => overruled.includes(field))
      ? overruledMilliseconds
      : Math.min(longestMilliseconds, firstMilliseconds * 2 ** (count - 1));
    return Math.max(0, lastAt + pause - this.#now());
  }

  /**
   * Notes that it was repaired.
   * @param overruled the fields that somebody wrote again on the patch's way
   */
  note(key: string, overruled: readonly string[] = []): void {
    const lastAt = this.#now();
    const known = this.#repairs.get(key);
    const isCalm = known === undefined || lastAt - known.lastAt >= calmMilliseconds;
    const count = isCalm ? 1 : known.count + 1;
    this.#repairs.delete(key);
    this.#repairs.set(key, { count, lastAt, overruled });
    this.#dropOld(lastAt);
  }

  forget(key: string): void {
    this.#repairs.delete(key);
  }

  get size(): number {
    return this.#repairs.size;
  }

  #dropOld(now: number): void {
    for (const [key, { lastAt }] of this.#repairs) {
      if (now - lastAt <= overruledMilliseconds) return;
      this.#repairs.delete(key);
    }
  }
}
