import { monitorEventLoopDelay } from 'node:perf_hooks';
import { heading, type Metric, type MetricDescription } from '../../observe/metrics/metric.ts';

const resolutionMilliseconds = 20;
const nanosecondsPerSecond = 1e9;
const quantiles = [0.5, 0.99];

/** How late timers fire, in seconds; quantiles since the last time that somebody asked. */
export class EventLoopDelay implements Metric {
  readonly #description: MetricDescription;
  readonly #histogram = monitorEventLoopDelay({ resolution: resolutionMilliseconds });

  #sum = 0;
  #count = 0;

  constructor(description: MetricDescription) {
    this.#description = description;
    this.#histogram.enable();
  }

  render(): string {
    const { name } = this.#description;
    const samples = quantiles.map((quantile) => {
      const seconds = this.#histogram.percentile(quantile * 100) / nanosecondsPerSecond;
      return `${name}{quantile="${quantile}"} ${seconds}`;
    });
    const { count, mean } = this.#histogram;
    if (count > 0) this.#sum += (mean * count) / nanosecondsPerSecond;
    this.#count += count;
    this.#histogram.reset();
    return [
      heading(this.#description, 'summary'),
      ...samples,
      `${name}_sum ${this.#sum}`,
      `${name}_count ${this.#count}`,
    ].join('\n');
  }

  stop(): void {
    this.#histogram.disable();
  }
}
