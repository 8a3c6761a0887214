import type {
  InjectionDecision,
  InjectionNotice,
} from '../../../src/core/injection/injection-decision.ts';
import type { InjectionSettings } from '../../../src/core/injection/injection-settings.ts';
import { planInjection } from '../../../src/core/injection/plan-injection.ts';
import type { AdmissionRequest, AdmissionResponse, AdmissionReview } from './admission-review.ts';
import { encodePatch } from './encode-patch.ts';
import { isPodCreation } from './is-pod-creation.ts';
import { noticeText } from './notice-text.ts';
import { oneLine } from './one-line.ts';
import { type PodSurroundings, unknownSurroundings } from './pod-surroundings.ts';
import { warningTexts } from './warning-texts.ts';

/** The answer to a request, and what log and metrics say about it. */
export interface Admission {
  readonly review: AdmissionReview;
  readonly outcome: 'injected' | 'skipped' | 'refused' | 'failed';
  /** A stable code: of the skip, of the first problem, or `none`. */
  readonly reason: string;
  readonly warnings: readonly InjectionNotice[];
  /** What was thrown, where the fault is ours. */
  readonly fault?: unknown;
}

const longestMessage = 4096;

/** Answers a request; never throws, and has no side effects, so that a dry run needs no care. */
export function handleAdmission(
  request: AdmissionRequest,
  settings: InjectionSettings,
  { warnings, ...known }: PodSurroundings = unknownSurroundings,
): Admission {
  const { uid, namespace, object } = request;
  if (!isPodCreation(request)) return admit(uid, 'not_a_pod_creation', []);
  try {
    const decision = planInjection({ pod: object, namespace, ...known }, settings);
    return answer(uid, withWarnings(decision, warnings));
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
      return admit(uid, decision.reason, decision.warnings);
    case 'refuse':
      return refuse(uid, decision.problems);
  }
}

type Injection = Extract<InjectionDecision, { kind: 'inject' }>;

function inject(uid: string, { patch, warnings }: Injection): Admission {
  return {
    review: reviewOf({
      uid,
      allowed: true,
      patchType: 'JSONPatch',
      patch: encodePatch(patch),
      ...warningsOf(warnings),
    }),
    outcome: 'injected',
    reason: 'none',
    warnings,
  };
}

function admit(uid: string, reason: string, warnings: readonly InjectionNotice[]): Admission {
  return {
    review: reviewOf({ uid, allowed: true, ...warningsOf(warnings) }),
    outcome: 'skipped',
    reason,
    warnings,
  };
}

function refuse(uid: string, problems: readonly InjectionNotice[]): Admission {
  const message = oneLine(problems.map(noticeText).join('. '), longestMessage);
  return {
    review: reviewOf({
      uid,
      allowed: false,
      status: { code: 403, reason: 'Forbidden', message },
    }),
    outcome: 'refused',
    reason: problems[0]?.code ?? 'none',
    warnings: [],
  };
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

function reviewOf(response: AdmissionResponse): AdmissionReview {
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
}

function warningsOf(warnings: readonly InjectionNotice[]): { warnings?: string[] } {
  return warnings.length === 0 ? {} : { warnings: warningTexts(warnings) };
}
