import type { InjectionSettings } from '../../../src/core/injection/injection-settings.ts';
import type { Logger } from '../../observe/logger.ts';
import type { ClusterReader } from '../cluster/cluster-reader.ts';
import type { AdmissionEvents } from '../events/admission-events.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import { handleAdmission } from './handle-admission.ts';
import { lookAround } from './look-around.ts';
import { recordAdmission } from './record-admission.ts';
import type { ReviewRoute } from './review-route.ts';
import { whenKnown } from './when-known.ts';

export interface CredentialsRouteOptions {
  readonly settings: InjectionSettings;
  /** Absent: pods are judged by their own annotations alone. */
  readonly cluster: ClusterReader | undefined;
  readonly metrics: WebhookMetrics;
  readonly events?: AdmissionEvents;
  readonly logger: Logger;
}

/** Gives pods that ask for it the agent and its environment. */
export function credentialsRoute(options: CredentialsRouteOptions): ReviewRoute {
  const { settings, cluster } = options;
  return {
    review: (request, deadline) => {
      const known = cluster && lookAround(request, cluster, deadline);
      return whenKnown(known, (found) => handleAdmission(request, settings, found));
    },
    record: (answered) => {
      recordAdmission(options, answered);
    },
  };
}
