import { heading, type Metric, type MetricDescription } from './metric.ts';

/** How often a value fell into each of a few buckets. */
export class Histogram implements Metric {
  readonly #description: MetricDescription;
  readonly #bounds: readonly number[];
  /** One more than bounds: the last one is for what exceeds them all. */
  readonly #counts: number[];
  #sum = 0;

  /** Bounds are upper ones, rising. */
  constructor(description: MetricDescription, bounds: readonly number[]) {
    this.#description = description;
    this.#bounds = bounds;
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number): void {
    let bucket = 0;
    while (value > (this.#bounds[bucket] ?? Infinity)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += value;
  }

  render(): string {
    const { name } = this.#description;
    const bounds = [...this.#bounds.map(String), '+Inf'];
    let total = 0;
    const buckets = bounds.map((bound, index) => {
      total += this.#counts[index] ?? 0;
      return `${name}_bucket{le="${bound}"} ${total}`;
    });
    return [
      heading(this.#description, 'histogram'),
      ...buckets,
      `${name}_sum ${this.#sum}`,
      `${name}_count ${total}`,
    ].join('\n');
  }
}
