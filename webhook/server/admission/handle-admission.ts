import type {
  InjectionDecision,
  InjectionNotice,
} from '../../../src/core/injection/injection-decision.ts';
import type { InjectionSettings } from '../../../src/core/injection/injection-settings.ts';
import { planInjection } from '../../../src/core/injection/plan-injection.ts';
import { type Admission, inject, longestMessage, refuse, reviewOf, skip } from './admission.ts';
import type { AdmissionRequest } from './admission-review.ts';
import { isPodCreation } from './is-pod-creation.ts';
import { noticeText } from './notice-text.ts';
import { oneLine } from './one-line.ts';
import { type PodSurroundings, unknownSurroundings } from './pod-surroundings.ts';

/** Answers a request; never throws, and has no side effects, so that a dry run needs no care. */
export function handleAdmission(
  request: AdmissionRequest,
  settings: InjectionSettings,
  surroundings: PodSurroundings = unknownSurroundings,
): Admission {
  const { uid, namespace, object } = request;
  if (!isPodCreation(request)) return skip(uid, 'not_a_pod_creation');
  try {
    const { serviceAccount, namespaceAnnotations, warnings } = surroundings;
    const input = { pod: object, namespace, serviceAccount, namespaceAnnotations };
    return answer(uid, withWarnings(planInjection(input, settings), warnings));
  } catch (fault) {
    return fail(uid, fault);
  }
}

function withWarnings(
  decision: InjectionDecision,
  warnings: readonly InjectionNotice[],
): InjectionDecision {
  if (warnings.length === 0) return decision;
  return decision.kind === 'refuse'
    ? { ...decision, problems: [...decision.problems, ...warnings] }
    : { ...decision, warnings: [...warnings, ...decision.warnings] };
}

function answer(uid: string, decision: InjectionDecision): Admission {
  switch (decision.kind) {
    case 'inject':
      return inject(uid, decision);
    case 'skip':
      return skip(uid, decision.reason, decision.warnings);
    case 'refuse':
      return refuse(uid, decision.problems);
  }
}

// The entry fails closed: whoever opted in would rather have no pod than one without credentials.
function fail(uid: string, fault: unknown): Admission {
  const message = noticeText({
    code: 'IAMRA970',
    message: 'iamra met a fault of its own while it planned this pod.',
    fix: `report it with the line that the webhook logged for request ${uid}`,
  });
  return {
    review: reviewOf({
      uid,
      allowed: false,
      status: { code: 500, reason: 'InternalError', message: oneLine(message, longestMessage) },
    }),
    outcome: 'failed',
    reason: 'IAMRA970',
    warnings: [],
    fault,
  };
}
