import { errorStack } from '../../observe/error-stack.ts';
import type { Logger } from '../../observe/logger.ts';
import type { Counter } from '../../observe/metrics/counter.ts';
import type { Histogram } from '../../observe/metrics/histogram.ts';
import type { AdmissionEvents } from '../events/admission-events.ts';
import type { Admission } from './admission.ts';
import type { AdmissionRequest } from './admission-review.ts';
import { oneLine } from './one-line.ts';
import { podName } from './pod-name.ts';
import { warningTexts } from './warning-texts.ts';

export interface AnsweredAdmission {
  readonly request: AdmissionRequest;
  readonly admission: Admission;
  readonly milliseconds: number;
}

/** What is counted of the admissions of one path. */
export interface AdmissionCounters {
  readonly admissions: Counter<'outcome' | 'reason'>;
  readonly admissionDuration: Histogram;
  readonly warnings: Counter<'code'>;
}

export interface AdmissionRecorder {
  readonly metrics: AdmissionCounters;
  readonly logger: Logger;
  /** Absent: nobody is told but the API server. */
  readonly events?: AdmissionEvents | undefined;
  /** Of the log line; default: `admission`. */
  readonly message?: string;
}

// Names of Kubernetes objects are no longer; whoever else calls must not fill the log.
const longestName = 253;

/** Counts an admission, logs its one line, of the object only its name, and notes its Events. */
export function recordAdmission(
  { metrics, logger, events, message = 'admission' }: AdmissionRecorder,
  { request, admission, milliseconds }: AnsweredAdmission,
): void {
  events?.add(request, admission);
  const { outcome, reason, warnings, review, fault, rules } = admission;
  metrics.admissions.increment({ outcome, reason });
  metrics.admissionDuration.observe(milliseconds / 1000);
  for (const { code } of warnings) metrics.warnings.increment({ code });
  const level = outcome === 'failed' ? 'error' : outcome === 'refused' ? 'warn' : 'info';
  logger[level](message, {
    uid: oneLine(request.uid, longestName),
    namespace: oneLine(request.namespace, longestName),
    pod: oneLine(podName(request.object), longestName),
    outcome,
    reason,
    ...rules,
    durationMilliseconds: Math.round(milliseconds * 1000) / 1000,
    dryRun: request.dryRun ? true : undefined,
    warnings: warnings.length === 0 ? undefined : warningTexts(warnings),
    status: review.response.status?.message,
    fault: fault === undefined ? undefined : errorStack(fault),
  });
}
