import { evaluateCondition } from './conditions/evaluate-condition.ts';
import { type RequestContext, requestContext } from './conditions/request-context.ts';
import { evaluateTrustPolicy, type TrustRequest } from './evaluate-trust-policy.ts';
import { matchesAction } from './matching/action.ts';
import { matchesPrincipal } from './matching/principal.ts';
import type { Condition, Effect, PolicyDocument, PolicyVersion } from './policy-document.ts';
import type { TrustDecision } from './trust-decision.ts';

/** The decision about a request, and what each statement of the policy says to it. */
export interface TrustExplanation {
  readonly decision: TrustDecision;
  readonly statements: readonly ExplainedStatement[];
}

export interface ExplainedStatement {
  /** Its Sid, or its place in the document. */
  readonly statement: string;
  readonly effect: Effect;
  /** Whether it is about who asks; undefined where AWS leaves that open. */
  readonly concerned: boolean | undefined;
  /** Of those asked for, the ones that it is about. */
  readonly actions: readonly string[];
  readonly conditions: readonly ExplainedCondition[];
}

export interface ExplainedCondition extends Pick<Condition, 'operator' | 'key'> {
  /** As written in the policy. */
  readonly wanted: readonly string[];
  /** None where the key is missing from the request. */
  readonly actual: readonly string[];
  readonly outcome: 'met' | 'not-met' | 'unknown';
  /** Why that can't be told. */
  readonly reason?: string;
}

/** Evaluates a trust policy as `evaluateTrustPolicy` does, and lays open every condition, met or not. */
export function explainTrustPolicy(
  document: PolicyDocument,
  request: TrustRequest,
): TrustExplanation {
  const context = requestContext(request.context, request.principal);
  return {
    decision: evaluateTrustPolicy(document, request),
    statements: document.statements.map(({ name, effect, principal, action, conditions }) => ({
      statement: name,
      effect,
      concerned: matchesPrincipal(principal, request.principal),
      actions: request.actions.filter((asked) => matchesAction(action, asked)),
      conditions: conditions.map((condition) => explain(condition, document.version, context)),
    })),
  };
}

function explain(
  condition: Condition,
  version: PolicyVersion,
  context: RequestContext,
): ExplainedCondition {
  const { operator, key, values } = condition;
  const result = evaluateCondition(condition, version, context);
  const explained = { operator, key, wanted: values, actual: context(key) ?? [] };
  if (typeof result === 'string') return { ...explained, outcome: 'unknown', reason: result };
  return { ...explained, outcome: result ? 'met' : 'not-met' };
}
