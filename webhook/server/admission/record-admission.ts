import { errorStack } from '../error-stack.ts';
import type { AdmissionEvents } from '../events/admission-events.ts';
import type { Logger } from '../logger.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import type { AdmissionRequest } from './admission-review.ts';
import type { Admission } from './handle-admission.ts';
import { oneLine } from './one-line.ts';
import { podName } from './pod-name.ts';
import { warningTexts } from './warning-texts.ts';

export interface AnsweredAdmission {
  readonly request: AdmissionRequest;
  readonly admission: Admission;
  readonly milliseconds: number;
}

// Names of Kubernetes objects are no longer; whoever else calls must not fill the log.
const longestName = 253;

export interface AdmissionRecords {
  readonly metrics: WebhookMetrics;
  readonly logger: Logger;
  readonly events?: AdmissionEvents | undefined;
}

/** Counts an admission, logs its one line, of the pod only its name, and notes its Events. */
export function recordAdmission(
  { metrics, logger, events }: AdmissionRecords,
  { request, admission, milliseconds }: AnsweredAdmission,
): void {
  events?.add(request, admission);
  const { outcome, reason, warnings, review, fault } = admission;
  metrics.admissions.increment({ outcome, reason });
  metrics.admissionDuration.observe(milliseconds / 1000);
  for (const { code } of warnings) metrics.warnings.increment({ code });
  const level = outcome === 'failed' ? 'error' : outcome === 'refused' ? 'warn' : 'info';
  logger[level]('admission', {
    uid: oneLine(request.uid, longestName),
    namespace: oneLine(request.namespace, longestName),
    pod: oneLine(podName(request.object), longestName),
    outcome,
    reason,
    durationMilliseconds: Math.round(milliseconds * 1000) / 1000,
    dryRun: request.dryRun ? true : undefined,
    warnings: warnings.length === 0 ? undefined : warningTexts(warnings),
    status: review.response.status?.message,
    fault: fault === undefined ? undefined : errorStack(fault),
  });
}
