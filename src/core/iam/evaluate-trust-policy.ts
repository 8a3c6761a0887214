import {
  type ConditionContext,
  type ConditionVerdict,
  evaluateCondition,
} from './evaluate-condition.ts';
import type { ActionElement, PolicyDocument, Statement } from './policy-document.ts';
import { coversPrincipal } from './principal.ts';
import type { TrustRequest } from './trust-request.ts';
import { matchesWildcard } from './wildcard.ts';

/** What a statement that speaks of principal and action had to say. */
export interface StatementTrace {
  readonly statement: Statement;
  readonly applies: boolean;
  readonly conditions: readonly ConditionVerdict[];
}

export type TrustDecision =
  | { readonly outcome: 'allowed' }
  | {
      readonly outcome: 'denied';
      readonly action: string;
      /** One sentence without its full stop: which condition or statement says no. */
      readonly reason: string;
      readonly trace: readonly StatementTrace[];
    }
  | { readonly outcome: 'unsupported'; readonly reason: string };

/**
 * Decides whether a trust policy lets a principal do all of the actions: an explicit Deny wins, and what is
 * not understood is never passed over.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateTrustPolicy(
  document: PolicyDocument,
  request: TrustRequest,
): TrustDecision {
  const context: ConditionContext = new Map(
    Object.entries(request.context).map(([key, values]) => [key.toLowerCase(), values]),
  );
  for (const action of request.actions) {
    const decision = evaluateAction(document, request, action, context);
    if (decision.outcome !== 'allowed') return decision;
  }
  return { outcome: 'allowed' };
}

function evaluateAction(
  document: PolicyDocument,
  { principal }: TrustRequest,
  action: string,
  context: ConditionContext,
): TrustDecision {
  const withVariables = document.version === '2012-10-17';
  const trace = document.statements
    .filter(({ principals }) => coversPrincipal(principals, principal))
    .filter(({ actions }) => coversAction(actions, action))
    .map((statement) => traceStatement(statement, context, withVariables));
  const unknown = trace
    .flatMap(({ conditions }) => conditions)
    .find(({ outcome }) => outcome === 'unsupported');
  if (unknown !== undefined) return { outcome: 'unsupported', reason: unknown.reason ?? '' };
  const denial = trace.find(({ statement, applies }) => applies && statement.effect === 'Deny');
  if (denial !== undefined) {
    return { outcome: 'denied', action, reason: `${nameOf(denial)} denies it`, trace };
  }
  const allowance = trace.some(({ statement, applies }) => applies && statement.effect === 'Allow');
  if (allowance) return { outcome: 'allowed' };
  return { outcome: 'denied', action, reason: whyNotAllowed(trace), trace };
}

function coversAction({ negated, patterns }: ActionElement, action: string): boolean {
  const lower = action.toLowerCase();
  return patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), lower)) !== negated;
}

function traceStatement(
  statement: Statement,
  context: ConditionContext,
  withVariables: boolean,
): StatementTrace {
  const conditions = statement.conditions.map((condition) =>
    evaluateCondition(condition, context, withVariables),
  );
  return { statement, conditions, applies: conditions.every(({ outcome }) => outcome === 'met') };
}

function whyNotAllowed(trace: readonly StatementTrace[]): string {
  const nearest = trace.find(({ statement }) => statement.effect === 'Allow');
  const failed = nearest?.conditions.find(({ outcome }) => outcome === 'failed');
  if (nearest === undefined || failed === undefined) {
    return 'no statement allows it to this principal';
  }
  const { operator, key, values } = failed.condition;
  const actual = failed.actual?.join(', ') ?? 'absent';
  return `${nameOf(nearest)} wants ${operator} ${key} ${values.join(' or ')}, and it is ${actual}`;
}

function nameOf({ statement }: StatementTrace): string {
  return statement.sid === undefined ? 'a statement' : `statement ${statement.sid}`;
}
