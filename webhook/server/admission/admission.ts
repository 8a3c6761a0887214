import type { InjectionNotice } from '../../../src/core/injection/injection-decision.ts';
import type { JsonPatchOperation } from '../../../src/core/json-patch/operation.ts';
import type { AdmissionResponse, AdmissionReview } from './admission-review.ts';
import { encodePatch } from './encode-patch.ts';
import { noticeText } from './notice-text.ts';
import { oneLine } from './one-line.ts';
import { warningTexts } from './warning-texts.ts';

/** The answer to a request, and what log and metrics say about it. */
export interface Admission {
  readonly review: AdmissionReview;
  readonly outcome: 'allowed' | 'injected' | 'skipped' | 'refused' | 'failed';
  /** A stable code: of the skip, of the first problem, or `none`. */
  readonly reason: string;
  readonly warnings: readonly InjectionNotice[];
  /** What was thrown, where the fault is ours. */
  readonly fault?: unknown;
  /** Keys of the injection rules that a pod was given, and of those that it could not be. */
  readonly rules?: { readonly applied: readonly string[]; readonly skipped: readonly string[] };
}

export interface Injection {
  readonly patch: readonly JsonPatchOperation[];
  readonly warnings: readonly InjectionNotice[];
}

/** Of a message that the API server passes on, in UTF-16 units. */
export const longestMessage = 4096;

/** Admits a pod with a patch. */
export function inject(uid: string, { patch, warnings }: Injection): Admission {
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

/** Admits an object as it is. */
export function skip(
  uid: string,
  reason: string,
  warnings: readonly InjectionNotice[] = [],
): Admission {
  return {
    review: reviewOf({ uid, allowed: true, ...warningsOf(warnings) }),
    outcome: 'skipped',
    reason,
    warnings,
  };
}

/** Refuses a pod with everything that is wrong with it. */
export function refuse(uid: string, problems: readonly InjectionNotice[]): Admission {
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

export function reviewOf(response: AdmissionResponse): AdmissionReview {
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
}

function warningsOf(warnings: readonly InjectionNotice[]): { warnings?: string[] } {
  return warnings.length === 0 ? {} : { warnings: warningTexts(warnings) };
}
