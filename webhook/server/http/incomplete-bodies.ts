import { type Clock, systemClock } from '../../agent/clock.ts';

/** A body of which something is still to come. */
export interface IncompleteBody {
  /** How many bytes of it have come. */
  readonly length: number;
  drop(reason: 'too-slow' | 'too-many'): void;
}

const lookMilliseconds = 250;
const graceMilliseconds = 3000;
/** 64 KB a second: the largest review of a slow link has all of its time, a trickle has the grace. */
const leastBytesPerMillisecond = 64;

/** The bodies that are on their way; drops those that come too slowly. */
export class IncompleteBodies {
  readonly #mostMilliseconds: number;
  readonly #clock: Clock;
  /** How often each was looked at; in the order in which they began. */
  readonly #looks = new Map<IncompleteBody, number>();
  #isLooking = false;

  /** @param mostMilliseconds that a body may take, however fast it is */
  constructor(mostMilliseconds: number, clock: Clock = systemClock) {
    this.#mostMilliseconds = mostMilliseconds;
    this.#clock = clock;
  }

  add(body: IncompleteBody): void {
    // The first look may come at once, with one who waits for longer.
    this.#looks.set(body, -1);
    if (!this.#isLooking) this.#lookLater();
  }

  remove(body: IncompleteBody): void {
    this.#looks.delete(body);
  }

  /** The one that began first, of those that take up memory. */
  get oldest(): IncompleteBody | undefined {
    for (const body of this.#looks.keys()) if (body.length > 0) return body;
    return undefined;
  }

  // One timer for all, which outlasts most bodies: those that come at once cost none.
  #lookLater(): void {
    this.#isLooking = true;
    this.#clock.after(lookMilliseconds, () => {
      this.#isLooking = false;
      this.#look();
      if (this.#looks.size > 0) this.#lookLater();
    });
  }

  // Looks are counted, not time: what a busy or halted process could not read yet is not late.
  #look(): void {
    for (const [body, before] of this.#looks) {
      const looks = before + 1;
      this.#looks.set(body, looks);
      if (looks * lookMilliseconds >= this.#patienceWith(body)) body.drop('too-slow');
    }
  }

  #patienceWith({ length }: IncompleteBody): number {
    const earned = graceMilliseconds + length / leastBytesPerMillisecond;
    return Math.min(this.#mostMilliseconds, earned);
  }
}
