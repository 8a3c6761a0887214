import { errorMessage } from '../../../src/core/errors/error-message.ts';
import type { RuleSettings } from '../../../src/core/rules/rule.ts';
import type { Logger } from '../../observe/logger.ts';
import type { Counter } from '../../observe/metrics/counter.ts';
import type { AdmissionRequest } from '../admission/admission-review.ts';
import { isPodCreation } from '../admission/is-pod-creation.ts';
import { recordAdmission } from '../admission/record-admission.ts';
import type { ReviewRoute } from '../admission/review-route.ts';
import { whenKnown } from '../admission/when-known.ts';
import type { NamespaceReader } from '../cluster/cluster-reader.ts';
import type { AdmissionEvents } from '../events/admission-events.ts';
import type { RulesMetrics } from '../metrics/rules-metrics.ts';
import { handleRules, type RuleKnowledge } from './handle-rules.ts';
import type { RulesInForce } from './rules-in-force.ts';

export interface RulesRouteOptions {
  readonly rules: RulesInForce;
  readonly namespaces: NamespaceReader;
  readonly settings: RuleSettings;
  readonly metrics: RulesMetrics;
  /** Of all admissions. */
  readonly warnings: Counter<'code'>;
  readonly events: AdmissionEvents;
  readonly logger: Logger;
}

/** Gives pods what the rules in force have for them. */
export function rulesRoute(options: RulesRouteOptions): ReviewRoute {
  const { settings, metrics, warnings, events, logger } = options;
  const { admissions, admissionDuration } = metrics;
  const recorder = {
    metrics: { admissions, admissionDuration, warnings },
    logger,
    events,
    message: 'admission by rules',
  };
  return {
    review: (request, deadline) => {
      const known = lookAround(request, options, deadline);
      return whenKnown(known, (found) => handleRules(request, found, settings));
    },
    record: (answered) => {
      metrics.countPod(answered);
      recordAdmission(recorder, answered);
    },
  };
}

/** Gives at once what is known. */
function lookAround(
  request: AdmissionRequest,
  options: RulesRouteOptions,
  deadline: number,
): RuleKnowledge | Promise<RuleKnowledge> {
  const { ready } = options.rules;
  return ready?.selectNamespaces === false
    ? { rules: ready, namespaceLabels: undefined }
    : ask(request, options, deadline);
}

async function ask(
  request: AdmissionRequest,
  { rules: inForce, namespaces, logger }: RulesRouteOptions,
  deadline: number,
): Promise<RuleKnowledge> {
  const rules = await inForce.get(deadline);
  const isAsked = rules?.selectNamespaces === true && isPodCreation(request);
  if (!isAsked) return { rules, namespaceLabels: undefined };
  const { namespace } = request;
  try {
    return { rules, namespaceLabels: await namespaces.namespaceLabelsOf(namespace, deadline) };
  } catch (error) {
    // The user is told by each rule that would have needed them.
    logger.warn('could not read a namespace', { namespace, problem: errorMessage(error) });
    return { rules, namespaceLabels: undefined };
  }
}
