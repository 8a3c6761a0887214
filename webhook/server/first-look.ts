import { type Clock, systemClock } from '../agent/clock.ts';
import type { Logger } from '../observe/logger.ts';

export interface FirstLookOptions {
  /** What is to be known, by its name, and whether it is by now. */
  readonly needs: Readonly<Record<string, () => boolean>>;
  /** How long to wait for it at most. */
  readonly milliseconds: number;
  readonly logger: Logger;
  readonly clock?: Clock;
}

/**
 * Whether a replica that has just begun knows enough of the cluster. It is not waited for without an
 * end: a replica that cannot reach the API server still gives credentials by a pod's own annotations.
 */
export class FirstLook {
  readonly #options: FirstLookOptions;
  readonly #cancel: () => void;
  #isOver = false;

  constructor(options: FirstLookOptions) {
    const { clock = systemClock, milliseconds } = options;
    this.#options = options;
    this.#cancel = clock.after(milliseconds, () => {
      this.#giveUp();
    });
  }

  /** What is still waited for; undefined: nothing. */
  get problem(): string | undefined {
    const missing = this.#isOver ? [] : this.#missing();
    return missing.length === 0 ? undefined : `not known yet: ${missing.join(', ')}`;
  }

  stop(): void {
    this.#cancel();
  }

  #giveUp(): void {
    const missing = this.#missing();
    this.#isOver = true;
    if (missing.length === 0) return;
    const { logger, milliseconds } = this.#options;
    logger.warn('taking reviews without what the API server did not tell in time', {
      missing,
      milliseconds,
    });
  }

  #missing(): string[] {
    return Object.entries(this.#options.needs)
      .filter(([, isKnown]) => !isKnown())
      .map(([name]) => name);
  }
}
