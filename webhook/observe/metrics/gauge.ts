import { heading, type Metric, type MetricDescription } from './metric.ts';

/** A number that is read when somebody asks; undefined: there is none yet, and no sample. */
export class Gauge implements Metric {
  readonly #description: MetricDescription;
  readonly #read: () => number | undefined;

  constructor(description: MetricDescription, read: () => number | undefined) {
    this.#description = description;
    this.#read = read;
  }

  render(): string {
    const value = this.#read();
    const title = heading(this.#description, 'gauge');
    return value === undefined ? title : `${title}\n${this.#description.name} ${value}`;
  }
}
