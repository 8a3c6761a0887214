import { Counter } from '../../observe/metrics/counter.ts';
import { Gauge } from '../../observe/metrics/gauge.ts';
import { Histogram } from '../../observe/metrics/histogram.ts';
import { type Metric, renderMetrics } from '../../observe/metrics/metric.ts';
import { EventLoopDelay } from './event-loop-delay.ts';

/** Seconds; an answer takes well under a millisecond, the API server gives up after 1 to 30 s. */
export const durationBounds: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
];

/** Everything that the webhook counts. */
export class WebhookMetrics {
  readonly admissions = new Counter(
    {
      name: 'iamra_webhook_admission_requests_total',
      help: 'Admission requests answered, by outcome and reason code.',
    },
    ['outcome', 'reason'],
  );
  readonly warnings = new Counter(
    {
      name: 'iamra_webhook_admission_warnings_total',
      help: 'Warnings given to whoever creates a pod, by code.',
    },
    ['code'],
  );
  readonly admissionDuration = new Histogram(
    {
      name: 'iamra_webhook_admission_duration_seconds',
      help: 'Time from the headers of an admission request to its answer.',
    },
    durationBounds,
  );
  readonly rejections = new Counter(
    {
      name: 'iamra_webhook_http_rejections_total',
      help: 'Requests that were no admission request, by HTTP status.',
    },
    ['status'],
  );
  readonly certificateReloads = new Counter(
    {
      name: 'iamra_webhook_certificate_reloads_total',
      help: 'Changes of the serving certificate on disk, by what came of them.',
    },
    ['result'],
  );
  readonly serviceAccountReads = new Counter(
    {
      name: 'iamra_webhook_service_account_reads_total',
      help: 'Looks at the ServiceAccount of a pod, by where the answer came from.',
    },
    ['source'],
  );
  readonly events = new Counter(
    {
      name: 'iamra_webhook_events_total',
      help: 'Kubernetes Events about admissions, by what came of them.',
    },
    ['result'],
  );
  requestsInFlight = 0;
  /** Seconds since 1970; undefined before the first certificate is in force. */
  certificateExpiry: number | undefined;

  readonly #eventLoopDelay = new EventLoopDelay({
    name: 'iamra_webhook_event_loop_delay_seconds',
    help: 'How late timers fire, since the last scrape.',
  });
  readonly #all: readonly Metric[] = [
    this.admissions,
    this.warnings,
    this.admissionDuration,
    this.rejections,
    this.certificateReloads,
    this.serviceAccountReads,
    this.events,
    new Gauge(
      {
        name: 'iamra_webhook_requests_in_flight',
        help: 'Requests that are read or answered right now.',
      },
      () => this.requestsInFlight,
    ),
    new Gauge(
      {
        name: 'iamra_webhook_certificate_expiry_timestamp_seconds',
        help: 'End of the validity of the serving certificate.',
      },
      () => this.certificateExpiry,
    ),
    new Gauge(
      { name: 'process_resident_memory_bytes', help: 'Resident memory of the process.' },
      () => process.memoryUsage.rss(),
    ),
    new Gauge(
      {
        name: 'process_start_time_seconds',
        help: 'Start of the process, in seconds since 1970.',
      },
      () => Math.round(Date.now() / 1000 - process.uptime()),
    ),
    this.#eventLoopDelay,
  ];

  readonly #more: readonly Metric[];

  /** @param more of what this process does beside credentials */
  constructor(more: readonly Metric[] = []) {
    this.#more = more;
    this.certificateReloads.declare({ result: 'success' });
    this.certificateReloads.declare({ result: 'failure' });
    for (const result of ['recorded', 'failed', 'dropped']) this.events.declare({ result });
  }

  render(): string {
    return renderMetrics([...this.#all, ...this.#more]);
  }

  stop(): void {
    this.#eventLoopDelay.stop();
  }
}
