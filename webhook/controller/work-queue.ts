import { Backoff, type BackoffLimits } from '../kube/backoff.ts';

/** What is left to do about a key: nothing, a look after so many milliseconds, or another try soon. */
export type Outcome = 'done' | 'retry' | { readonly afterMilliseconds: number };

/** Does what there is to do about a key. */
export type Process = (key: string, signal: AbortSignal) => Promise<Outcome>;

export interface WorkQueueOptions {
  /** What it throws is told to `onError`, and tried again. */
  readonly process: Process;
  readonly onError: (key: string, error: unknown, delayMilliseconds: number) => void;
  readonly concurrency: number;
  readonly backoff: BackoffLimits;
}

/** Works on keys, each by one worker at a time; a key that comes again meanwhile is done once more. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #backoffs = new Map<string, Backoff>();
  #turn: AbortController | undefined;
  /** The last turn: what it began may outlive it. */
  #begun: AbortController | undefined;
  #isClosed = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  get length(): number {
    return this.#waiting.size + this.#running.size;
  }

  /** Keys that come while the queue rests are forgotten: whoever resumes it brings all of them. */
  add(key: string): void {
    if (this.#turn === undefined) return;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#waiting.add(key);
    this.#work();
  }

  resume(): void {
    if (this.#isClosed) return;
    this.#turn ??= new AbortController();
    this.#begun = this.#turn;
  }

  /** Begins nothing more, and cuts short what is under way; resolves when that is over. */
  async rest(): Promise<void> {
    this.#begun?.abort();
    await this.#end();
  }

  /** Lets what is under way end, and begins nothing ever again, even if this process is elected meanwhile. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#turn = undefined;
    this.#waiting.clear();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#backoffs.clear();
    await Promise.all(this.#running.values());
  }

  #work(): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    for (const key of this.#waiting) {
      if (this.#running.size >= this.#options.concurrency) return;
      if (this.#running.has(key)) continue;
      this.#waiting.delete(key);
      const work = this.#process(key, turn).finally(() => {
        this.#running.delete(key);
        this.#work();
      });
      this.#running.set(key, work);
    }
  }

  async #process(key: string, turn: AbortController): Promise<void> {
    try {
      const outcome = await this.#options.process(key, turn.signal);
      if (outcome === 'retry') this.#addAfter(key, this.#delay(key), turn);
      else this.#backoffs.delete(key);
      if (typeof outcome === 'object') this.#addAfter(key, outcome.afterMilliseconds, turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      const delay = this.#delay(key);
      this.#options.onError(key, error, delay);
      this.#addAfter(key, delay, turn);
    }
  }

  #delay(key: string): number {
    const backoff = this.#backoffs.get(key) ?? new Backoff(this.#options.backoff);
    this.#backoffs.set(key, backoff);
    return backoff.next();
  }

  #addAfter(key: string, milliseconds: number, turn: AbortController): void {
    if (turn !== this.#turn || this.#waiting.has(key)) return;
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.add(key);
    }, milliseconds);
    this.#timers.set(key, timer);
  }
}
