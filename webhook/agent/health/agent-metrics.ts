import { Counter } from '../../observe/metrics/counter.ts';
import { Gauge } from '../../observe/metrics/gauge.ts';
import { Histogram } from '../../observe/metrics/histogram.ts';
import { renderMetrics } from '../../observe/metrics/metric.ts';

/** What is looked up when somebody asks. */
export interface AgentFacts {
  /** Undefined without valid credentials. */
  readonly credentialsExpiry: () => Date | undefined;
  readonly certificateExpiry: () => Date | undefined;
  readonly clockSkewMilliseconds: () => number;
}

const requestSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1];
const sessionSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the agent counts. */
export class AgentMetrics {
  private readonly attempts = new Counter(
    {
      name: 'iamra_agent_refresh_attempts_total',
      help: 'Requests for a session, with the code of the failure where there was one.',
    },
    ['result', 'code'],
  );
  private readonly requests = new Counter(
    { name: 'iamra_agent_requests_total', help: 'Requests to the agent.' },
    ['endpoint', 'status'],
  );
  private readonly duration = new Histogram(
    {
      name: 'iamra_agent_request_duration_seconds',
      help: 'How long requests to the agent took.',
    },
    requestSeconds,
  );
  private readonly sessionDuration = new Histogram(
    {
      name: 'iamra_agent_create_session_duration_seconds',
      help: 'How long calls of CreateSession took, failed ones included.',
    },
    sessionSeconds,
  );

  /** Counts a request for a session; without a code it succeeded. */
  countAttempt(code: string | undefined): void {
    this.attempts.increment({
      result: code === undefined ? 'success' : 'failure',
      code: code ?? '',
    });
  }

  /** Counts a call of CreateSession. */
  countSessionRequest(seconds: number): void {
    this.sessionDuration.observe(seconds);
  }

  countRequest(endpoint: string, status: number, seconds: number): void {
    this.requests.increment({ endpoint, status: String(status) });
    this.duration.observe(seconds);
  }

  /** All of it in the text format of Prometheus. */
  render(facts: AgentFacts): string {
    return renderMetrics([
      ...gauges(facts),
      this.attempts,
      this.sessionDuration,
      this.requests,
      this.duration,
    ]);
  }
}

function gauges(facts: AgentFacts): Gauge[] {
  const { credentialsExpiry, certificateExpiry, clockSkewMilliseconds } = facts;
  return [
    new Gauge(
      {
        name: 'iamra_agent_credentials_expiry_timestamp_seconds',
        help: 'When the credentials expire that are served.',
      },
      () => unixSeconds(credentialsExpiry()),
    ),
    new Gauge(
      {
        name: 'iamra_agent_certificate_expiry_timestamp_seconds',
        help: 'When the certificate in use expires.',
      },
      () => unixSeconds(certificateExpiry()),
    ),
    new Gauge(
      {
        name: 'iamra_agent_clock_skew_seconds',
        help: 'How far the clock of AWS is ahead of this one; 0 within four minutes.',
      },
      () => clockSkewMilliseconds() / 1000,
    ),
  ];
}

function unixSeconds(moment: Date | undefined): number | undefined {
  return moment === undefined ? undefined : moment.getTime() / 1000;
}
