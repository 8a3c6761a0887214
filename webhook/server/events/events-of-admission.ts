import type { InvolvedObject } from '../../kube/events/cluster-event.ts';
import { controllerOf } from '../../kube/events/controller-of.ts';
import type { Admission } from '../admission/admission.ts';
import type { AdmissionRequest } from '../admission/admission-review.ts';
import { noticeText } from '../admission/notice-text.ts';
import { oneLine } from '../admission/one-line.ts';

/** What the user should hear of, whom no answer to the API server reaches. */
export interface AdmissionEvent {
  /** Of the pod, which is not there yet, or never will be. */
  readonly controller: InvolvedObject;
  readonly code: string;
  readonly message: string;
}

// The API server takes no longer message.
const longestMessage = 1024;
/** Why a pod got nothing that it could have got; else one that asks for nothing is no news. */
const telling: ReadonlySet<string> = new Set([
  'excluded_namespace',
  'rules_skipped',
  // Warned of are rules of which nobody knows whether they match.
  'no_rule_matches',
  'rules_unknown',
  'IAMRA970',
]);

/**
 * The Events of an admission: of a refusal, of a namespace that is excluded, and of each code among
 * the warnings of an injection, or of rules that a pod was given nothing by. Whoever creates a pod by
 * hand reads all that from the API server.
 */
export function eventsOfAdmission(
  { object, namespace, dryRun }: AdmissionRequest,
  admission: Admission,
): AdmissionEvent[] {
  const isQuiet = admission.warnings.length === 0 && admission.review.response.status === undefined;
  if (dryRun || isQuiet) return [];
  const texts = textsOf(admission);
  const controller = texts.size === 0 ? undefined : controllerOf(ownersOf(object), namespace);
  if (controller === undefined) return [];
  return [...texts].map(([code, message]) => ({
    controller,
    code,
    message: oneLine(message, longestMessage),
  }));
}

function textsOf({ outcome, reason, review, warnings }: Admission): Map<string, string> {
  const texts = new Map<string, string>();
  const { status } = review.response;
  if (status !== undefined) return texts.set(reason, status.message);
  // A pod that is reviewed again says the same again.
  if (outcome !== 'injected' && !telling.has(reason)) return texts;
  for (const warning of warnings) {
    const before = texts.get(warning.code);
    const text = noticeText(warning);
    texts.set(warning.code, before === undefined ? text : `${before}. ${text}`);
  }
  return texts;
}

function ownersOf(pod: unknown): unknown {
  type Owned = { readonly metadata?: { readonly ownerReferences?: unknown } | null } | null;
  return (pod as Owned | undefined)?.metadata?.ownerReferences;
}
