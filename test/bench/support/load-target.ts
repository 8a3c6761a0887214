import { createHistogram } from 'node:perf_hooks';
import { LoadConnection } from './load-connection.ts';
import type { LoadResult } from './load-plan.ts';
import type { Pace } from './pace.ts';

const milliseconds = 1000;
const microseconds = 1000;

/** A server under load, and what it has done so far. */
export class LoadTarget {
  readonly #connections: readonly LoadConnection[];
  readonly #idle: LoadConnection[];
  readonly #latencies = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });
  readonly #rates: number[] = [];
  #answers = 0;

  constructor(url: URL, request: Buffer, connections: number) {
    this.#connections = Array.from(
      { length: connections },
      () => new LoadConnection(url, request, this.#onAnswer),
    );
    this.#idle = [...this.#connections];
  }

  get answers(): number {
    return this.#answers;
  }

  /** Forgets latencies and rates. */
  reset(): void {
    this.#latencies.reset();
    this.#rates.length = 0;
  }

  /** Sends at this pace until it is over; resolves after the last answer. */
  async run(pace: Pace): Promise<void> {
    const [begin, before] = [performance.now(), this.#answers];
    await new Promise<void>((resolve) => {
      // Turns without a pause: timers would be late by up to a millisecond.
      const turn = (): void => {
        if (!pace.isOver()) this.#sendDue(pace);
        else if (this.#idle.length === this.#connections.length) {
          resolve();
          return;
        }
        setImmediate(turn);
      };
      turn();
    });
    const seconds = (performance.now() - begin) / milliseconds;
    this.#rates.push((this.#answers - before) / seconds);
  }

  get result(): LoadResult {
    const percentile = (percent: number): number =>
      this.#latencies.percentile(percent) / microseconds;
    return {
      answers: this.#answers,
      rates: this.#rates,
      p50: percentile(50),
      p95: percentile(95),
      p99: percentile(99),
      p999: percentile(99.9),
    };
  }

  /**
   * Latency counts from the moment that a request was due: one that waits for a free connection would
   * else not show what the server's delay does to it (coordinated omission).
   */
  #sendDue(pace: Pace): void {
    while (this.#idle.length > 0 && !pace.isOver()) {
      const due = pace.next();
      if (due === undefined) return;
      this.#idle.pop()?.send(due);
    }
  }

  readonly #onAnswer = (connection: LoadConnection): void => {
    const latency = performance.now() - connection.since;
    this.#latencies.record(Math.max(1, Math.round(latency * microseconds)));
    this.#answers += 1;
    this.#idle.push(connection);
  };
}
