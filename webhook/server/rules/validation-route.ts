import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { notice } from '../../../src/core/injection/notice.ts';
import type { RuleSettings } from '../../../src/core/rules/rule.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import { errorStack } from '../../observe/error-stack.ts';
import type { Logger } from '../../observe/logger.ts';
import type { RuleObject } from '../../rules/rule-object.ts';
import { type Admission, refuse, skip } from '../admission/admission.ts';
import type { AdmissionRequest } from '../admission/admission-review.ts';
import type { AnsweredAdmission } from '../admission/record-admission.ts';
import type { ReviewRoute } from '../admission/review-route.ts';
import type { RulesMetrics } from '../metrics/rules-metrics.ts';
import { millisecondsUntil } from '../milliseconds-until.ts';
import { judgeRule } from './judge-rule.ts';
import { listRules } from './list-rules.ts';
import { refuseRule } from './refuse-rule.ts';
import type { RulesInForce } from './rules-in-force.ts';

export interface ValidationRouteOptions {
  readonly client: KubeClient;
  readonly rules: RulesInForce;
  readonly settings: RuleSettings;
  readonly metrics: RulesMetrics;
  readonly logger: Logger;
}

/** Refuses rules that could make invalid pods, before they are stored. */
export function validationRoute(options: ValidationRouteOptions): ReviewRoute {
  return {
    review: (request, deadline) => review(request, options, deadline),
    record: (answered) => {
      record(answered, options);
    },
  };
}

async function review(
  request: AdmissionRequest,
  options: ValidationRouteOptions,
  deadline: number,
): Promise<Admission> {
  const readAll = (): Promise<readonly RuleObject[]> => readRules(options, deadline);
  try {
    const judgement = await judgeRule(request, { readAll, settings: options.settings });
    if (judgement.kind === 'refuse') return refuseRule(request, judgement.problems);
    return { ...skip(request.uid, judgement.reason), outcome: 'allowed' };
  } catch (fault) {
    const message = `The rule could not be compared with the others: ${errorMessage(fault)}.`;
    return { ...refuse(request.uid, [notice('IAMRA363', message)]), outcome: 'failed', fault };
  }
}

/** Asks the API server, since a rule of a moment ago may not have come by the watch yet. */
async function readRules(
  { client, rules }: ValidationRouteOptions,
  deadline: number,
): Promise<readonly RuleObject[]> {
  try {
    return await listRules(client, { timeoutMilliseconds: millisecondsUntil(deadline) });
  } catch (error) {
    if (rules.objects === undefined) throw error;
    return rules.objects;
  }
}

function record(
  { request, admission, milliseconds }: AnsweredAdmission,
  { metrics, logger }: ValidationRouteOptions,
): void {
  const { outcome, reason, review, fault } = admission;
  metrics.validations.increment({ outcome, reason });
  const level = outcome === 'failed' ? 'error' : outcome === 'refused' ? 'warn' : 'info';
  logger[level]('validation of a rule', {
    uid: request.uid,
    resource: request.resource,
    namespace: request.namespace === '' ? undefined : request.namespace,
    name: request.name,
    outcome,
    reason,
    durationMilliseconds: Math.round(milliseconds * 1000) / 1000,
    dryRun: request.dryRun ? true : undefined,
    status: review.response.status?.message,
    fault: fault === undefined ? undefined : errorStack(fault),
  });
}
