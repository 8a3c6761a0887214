import type { InjectionNotice } from '../../../src/core/injection/injection-decision.ts';
import { notice } from '../../../src/core/injection/notice.ts';
import { planRules } from '../../../src/core/rules/plan-rules.ts';
import type { RuleSettings } from '../../../src/core/rules/rule.ts';
import type { RulesDecision } from '../../../src/core/rules/rules-decision.ts';
import { type Admission, inject, refuse, skip } from '../admission/admission.ts';
import type { AdmissionRequest } from '../admission/admission-review.ts';
import { isPodCreation } from '../admission/is-pod-creation.ts';
import type { Labels } from '../cluster/cluster-reader.ts';
import type { ReadyRules } from './rules-in-force.ts';

/** What is known when rules are asked about a pod. */
export interface RuleKnowledge {
  /** Undefined where they are not known yet. */
  readonly rules: ReadyRules | undefined;
  /** Undefined where they are not known, or not asked for. */
  readonly namespaceLabels: Labels | undefined;
}

/** Answers a request by the rules in force; never throws, and has no side effects. */
export function handleRules(
  request: AdmissionRequest,
  { rules, namespaceLabels }: RuleKnowledge,
  settings: RuleSettings,
): Admission {
  const { uid, namespace, object } = request;
  if (!isPodCreation(request)) return skip(uid, 'not_a_pod_creation');
  if (rules === undefined) return skip(uid, 'rules_unknown', [unknownRules()]);
  try {
    const input = { pod: object, namespace, namespaceLabels };
    return answer(uid, planRules(input, rules.compiled, settings));
  } catch (fault) {
    return fail(uid, fault);
  }
}

function answer(uid: string, decision: RulesDecision): Admission {
  if (decision.kind === 'refuse') return refuse(uid, decision.problems);
  const skipped = decision.skippedRules.map(({ rule }) => rule);
  return decision.kind === 'skip'
    ? { ...skip(uid, decision.reason, decision.warnings), rules: { applied: [], skipped } }
    : { ...inject(uid, decision), rules: { applied: decision.applied, skipped } };
}

function unknownRules(): InjectionNotice {
  return notice('IAMRA362', 'The webhook does not know the injection rules yet: none was applied.');
}

// The entry fails open: a pod without what rules add is better than none.
function fail(uid: string, fault: unknown): Admission {
  const warning = notice(
    'IAMRA970',
    'iamra met a fault of its own while it applied injection rules: none was applied.',
    `report it with the line that the webhook logged for request ${uid}`,
  );
  return { ...skip(uid, 'IAMRA970', [warning]), outcome: 'failed', fault };
}
