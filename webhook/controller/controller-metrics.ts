import { Counter } from '../observe/metrics/counter.ts';
import { Gauge } from '../observe/metrics/gauge.ts';
import { type Metric, renderMetrics } from '../observe/metrics/metric.ts';

/** What is read when somebody asks for metrics. */
export interface ControllerState {
  readonly isLeader: () => boolean;
  readonly identities: () => number;
  readonly queueLength: () => number;
}

/** Everything that the identity controller counts. */
export class ControllerMetrics {
  readonly reconciliations = new Counter(
    {
      name: 'iamra_controller_reconciliations_total',
      help: 'Looks at a Certificate or ServiceAccount, by what was done.',
    },
    ['kind', 'outcome'],
  );
  readonly refusals = new Counter(
    {
      name: 'iamra_controller_refusals_total',
      help: 'Certificates that were not made, by reason code.',
    },
    ['code'],
  );
  readonly #all: readonly Metric[];

  /** @param more of what this process does beside certificates */
  constructor(
    { isLeader, identities, queueLength }: ControllerState,
    more: readonly Metric[] = [],
  ) {
    this.#all = [
      this.reconciliations,
      this.refusals,
      new Gauge(
        { name: 'iamra_controller_leader', help: '1 while this process leads, else 0.' },
        () => Number(isLeader()),
      ),
      new Gauge({ name: 'iamra_controller_identities', help: 'Identities in use.' }, identities),
      new Gauge(
        { name: 'iamra_controller_queue_length', help: 'Objects that wait for a look.' },
        queueLength,
      ),
      new Gauge(
        { name: 'process_resident_memory_bytes', help: 'Resident memory of the process.' },
        () => process.memoryUsage.rss(),
      ),
      ...more,
    ];
  }

  render(): string {
    return renderMetrics(this.#all);
  }
}
