import { heading, label, type Metric, type MetricDescription } from './metric.ts';

/** One number for each value of a label, read when somebody asks. */
export class LabelledGauge implements Metric {
  readonly #description: MetricDescription;
  readonly #labelName: string;
  readonly #read: () => Iterable<readonly [labelValue: string, value: number]>;

  constructor(
    description: MetricDescription,
    labelName: string,
    read: () => Iterable<readonly [labelValue: string, value: number]>,
  ) {
    this.#description = description;
    this.#labelName = labelName;
    this.#read = read;
  }

  render(): string {
    const { name } = this.#description;
    const samples = [...this.#read()].map(
      ([labelValue, value]) => `${name}{${label(this.#labelName, labelValue)}} ${value}`,
    );
    return [heading(this.#description, 'gauge'), ...samples].join('\n');
  }
}
