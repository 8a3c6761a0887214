import { heading, label, type Metric, type MetricDescription } from './metric.ts';

interface Sample<Label extends string> {
  readonly of: Readonly<Record<Label, string>>;
  readonly labels: string;
  value: number;
}

/** A number that only rises, one for each combination of label values. */
export class Counter<Label extends string> implements Metric {
  readonly #description: MetricDescription;
  readonly #labelNames: readonly Label[];
  readonly #samples = new Map<string, Sample<Label>>();

  constructor(description: MetricDescription, labelNames: readonly Label[]) {
    this.#description = description;
    this.#labelNames = labelNames;
  }

  increment(labels: Readonly<Record<Label, string>>): void {
    this.#sample(labels).value += 1;
  }

  /** Shows a combination at 0: Prometheus sees no increase in a sample that begins at 1. */
  declare(labels: Readonly<Record<Label, string>>): void {
    this.#sample(labels);
  }

  /** Drops the samples of all other values of a label: what they counted is gone. */
  keep(label: Label, values: ReadonlySet<string>): void {
    for (const [key, { of }] of this.#samples) {
      if (!values.has(of[label])) this.#samples.delete(key);
    }
  }

  #sample(labels: Readonly<Record<Label, string>>): Sample<Label> {
    let key = '';
    for (const name of this.#labelNames) {
      const value = labels[name];
      // The text of a single label is its own key: on the way of each pod nothing is put together.
      key = key === '' ? value : `${key}\0${value}`;
    }
    const known = this.#samples.get(key);
    if (known !== undefined) return known;
    const sample = { of: labels, labels: this.#render(labels), value: 0 };
    this.#samples.set(key, sample);
    return sample;
  }

  #render(labels: Readonly<Record<Label, string>>): string {
    return this.#labelNames.map((name) => label(name, labels[name])).join(',');
  }

  render(): string {
    const samples = [...this.#samples.values()].map(
      ({ labels, value }) => `${this.#description.name}{${labels}} ${value}`,
    );
    return [heading(this.#description, 'counter'), ...samples].join('\n');
  }
}
