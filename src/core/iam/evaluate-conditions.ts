import { evaluateCondition } from './conditions/evaluate-condition.ts';
import type { RequestContext } from './conditions/request-context.ts';
import type { Condition, PolicyVersion } from './policy-document.ts';
import type { UnmetCondition } from './trust-decision.ts';

/** What the conditions of a statement say to a request. */
export interface EvaluatedConditions {
  readonly unmet: readonly UnmetCondition[];
  /** What can't be told, in words. */
  readonly unknown: readonly string[];
}

/** Holds each condition of a statement against a request. */
export function evaluateConditions(
  conditions: readonly Condition[],
  version: PolicyVersion,
  context: RequestContext,
): EvaluatedConditions {
  const unmet: UnmetCondition[] = [];
  const unknown: string[] = [];
  for (const condition of conditions) {
    const result = evaluateCondition(condition, version, context);
    if (typeof result === 'string') unknown.push(result);
    if (result !== false) continue;
    const { operator, key, values } = condition;
    unmet.push({ operator, key, wanted: values, actual: context(key) ?? [] });
  }
  return { unmet, unknown };
}
