import type { Clock } from '../../agent/clock.ts';

export type EventResult = 'recorded' | 'failed' | 'dropped';

export interface EventQueueOptions<T> {
  readonly clock: Clock;
  /** Records what came, that many times since the last call for its key. */
  readonly send: (event: T, times: number, signal: AbortSignal) => Promise<void>;
  readonly onResult: (result: EventResult) => void;
  readonly onError: (error: unknown) => void;
  /** How many keys are kept, waiting or resting; more are dropped. Default: 1000. */
  readonly most?: number;
}

interface Entry<T> {
  event: T;
  /** Since it was last sent. */
  times: number;
  /** By the monotonic clock; before then it gathers. */
  restsUntil: number;
}

const most = 1000;
/** One call of the API server after the other, and five a second. */
const paceMilliseconds = 200;
/** Of one key: a Deployment that is refused for ever costs a call a minute. */
const restMilliseconds = 60_000;

/** Gathers events by key and sends them slowly, off the path of whoever adds them. */
export class EventQueue<T> {
  readonly #options: EventQueueOptions<T>;
  readonly #entries = new Map<string, Entry<T>>();
  /** Those that nothing came for since they were sent, earliest first. */
  readonly #idle = new Set<string>();
  readonly #abort = new AbortController();
  #sending = Promise.resolve();
  #cancelTimer: (() => void) | undefined;
  #isStopped = false;

  constructor(options: EventQueueOptions<T>) {
    this.#options = options;
  }

  add(key: string, event: T): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      entry.event = event;
      entry.times += 1;
      this.#idle.delete(key);
      return;
    }
    if (this.#isStopped || !this.#hasRoom()) {
      this.#options.onResult('dropped');
      return;
    }
    this.#entries.set(key, { event, times: 1, restsUntil: -Infinity });
    this.#cancelTimer ??= this.#wait();
  }

  /** Sends what waits, for so long; what is left then is dropped. */
  async stop(milliseconds: number): Promise<void> {
    const { clock, onResult } = this.#options;
    this.#isStopped = true;
    this.#cancelTimer?.();
    const cancelLimit = clock.after(milliseconds, () => {
      this.#abort.abort();
    });
    await this.#sending;
    for (const [key, entry] of this.#entries) {
      if (entry.times === 0) continue;
      if (this.#abort.signal.aborted) onResult('dropped');
      else await this.#send(key, entry);
    }
    cancelLimit();
    this.#entries.clear();
    this.#idle.clear();
  }

  #hasRoom(): boolean {
    if (this.#entries.size < (this.#options.most ?? most)) return true;
    const [idle] = this.#idle;
    return idle !== undefined && this.#forget(idle);
  }

  #forget(key: string): boolean {
    this.#idle.delete(key);
    return this.#entries.delete(key);
  }

  #wait(): () => void {
    return this.#options.clock.after(paceMilliseconds, () => {
      this.#sending = this.#sendNext().then(() => {
        if (!this.#isStopped) this.#cancelTimer = this.#entries.size > 0 ? this.#wait() : undefined;
      });
    });
  }

  async #sendNext(): Promise<void> {
    const now = this.#options.clock.monotonic();
    for (const [key, entry] of this.#entries) {
      if (entry.restsUntil > now) continue;
      if (entry.times === 0) {
        this.#forget(key);
        continue;
      }
      // Behind the others: each key has its turn.
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      entry.restsUntil = now + restMilliseconds;
      await this.#send(key, entry);
      return;
    }
  }

  async #send(key: string, entry: Entry<T>): Promise<void> {
    const { send, onResult, onError } = this.#options;
    const { event, times } = entry;
    entry.times = 0;
    this.#idle.add(key);
    try {
      await send(event, times, this.#abort.signal);
      onResult('recorded');
    } catch (error) {
      onResult('failed');
      onError(error);
    }
  }
}
