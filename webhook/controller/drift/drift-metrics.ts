import type { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { Counter } from '../../observe/metrics/counter.ts';
import { Gauge } from '../../observe/metrics/gauge.ts';
import { LabelledGauge } from '../../observe/metrics/labelled-gauge.ts';
import type { Metric } from '../../observe/metrics/metric.ts';
import { type DriftReport, driftKinds } from './drift-report.ts';

/** One look, over or given up. */
export interface DriftRun {
  /** When it ended; milliseconds since the epoch. */
  readonly endedAt: number;
  readonly milliseconds: number;
  readonly result: DriftReport | IamraError;
}

/** What drift detection shows on /metrics; a process that does not lead shows counters alone. */
export class DriftMetrics {
  readonly all: readonly Metric[];
  readonly #runs = new Counter(
    {
      name: 'iamra_drift_runs_total',
      help: 'Looks at AWS, by result; of a failure with its reason code.',
    },
    ['result', 'code'],
  );
  #last: DriftRun | undefined;
  #failure: IamraError | undefined;
  #report: DriftReport | undefined;

  constructor(intervalMilliseconds: number) {
    this.all = [...this.#gauges(intervalMilliseconds / 1000), this.#runs];
    this.#runs.declare({ result: 'success', code: '' });
  }

  record(run: DriftRun): void {
    this.#last = run;
    const { result } = run;
    if ('drifted' in result) {
      this.#report = result;
      this.#failure = undefined;
      this.#runs.increment({ result: 'success', code: '' });
      return;
    }
    this.#failure = result;
    this.#runs.increment({ result: 'failure', code: result.code });
  }

  /** From now on another process looks. */
  forget(): void {
    this.#last = undefined;
    this.#report = undefined;
    this.#failure = undefined;
  }

  #gauges(intervalSeconds: number): Metric[] {
    return [
      new Gauge(
        { name: 'iamra_drift_interval_seconds', help: 'The time from one look to the next.' },
        () => intervalSeconds,
      ),
      new Gauge(
        { name: 'iamra_drift_last_run_timestamp_seconds', help: 'When the last look ended.' },
        () => (this.#last === undefined ? undefined : this.#last.endedAt / 1000),
      ),
      new Gauge(
        { name: 'iamra_drift_last_run_duration_seconds', help: 'How long the last look took.' },
        () => (this.#last === undefined ? undefined : this.#last.milliseconds / 1000),
      ),
      new Gauge(
        {
          name: 'iamra_drift_last_run_success',
          help: '1 if the last look saw everything, else 0.',
        },
        () => (this.#last === undefined ? undefined : Number(this.#failure === undefined)),
      ),
      new LabelledGauge(
        {
          name: 'iamra_drift_failure',
          help: '1 for the reason code that the last look failed with.',
        },
        'code',
        () => (this.#failure === undefined ? [] : [[this.#failure.code, 1]]),
      ),
      new LabelledGauge(
        {
          name: 'iamra_drift_resources',
          help: 'Resources in AWS that differed from iamra.yaml at the last look that succeeded.',
        },
        'kind',
        () => countByKind(this.#report),
      ),
    ];
  }
}

function countByKind(report: DriftReport | undefined): Array<readonly [string, number]> {
  if (report === undefined) return [];
  return driftKinds.map((kind) => [
    kind,
    report.drifted.filter((resource) => resource.kind === kind).length,
  ]);
}
