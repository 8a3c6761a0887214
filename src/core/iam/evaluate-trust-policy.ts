import { type ContextValues, requestContext } from './conditions/request-context.ts';
import { evaluateStatement } from './evaluate-statement.ts';
import { explainDenial } from './explain-denial.ts';
import type { RequestPrincipal } from './matching/principal.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { TrustDecision } from './trust-decision.ts';
import { weighStatements } from './weigh-statements.ts';

/** Who wants to do what with a role. */
export interface TrustRequest {
  readonly principal: RequestPrincipal;
  /** All of them must be allowed. */
  readonly actions: readonly string[];
  /** Values by condition key. */
  readonly context: ContextValues;
}

/**
 * Evaluates a role's trust policy as AWS does: a Deny wins, without an Allow the answer is no.
 * What the evaluator doesn't know is never passed over: unless the answer is the same whatever it were,
 * the outcome is `unsupported`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateTrustPolicy(
  document: PolicyDocument,
  request: TrustRequest,
): TrustDecision {
  const decisions = request.actions.map((action) => evaluateAction(document, request, action));
  return (
    decisions.find(({ outcome }) => outcome === 'denied') ??
    decisions.find(({ outcome }) => outcome === 'unsupported') ?? { outcome: 'allowed' }
  );
}

function evaluateAction(
  { statements, version }: PolicyDocument,
  { principal, context: given }: TrustRequest,
  action: string,
): TrustDecision {
  const context = requestContext(given, principal);
  const traces = statements.map((statement) =>
    evaluateStatement(statement, { principal, action, context, version }),
  );
  const verdict = weighStatements(traces);
  switch (verdict.outcome) {
    case 'allowed':
      return verdict;
    case 'denied':
      return {
        ...verdict,
        action,
        reason: explainDenial(traces, action, principal),
        statements: traces,
      };
    case 'unknown': {
      const reason = verdict.doubtful
        .map(({ statement, unknown }) => `statement ${statement}: ${unknown.join('; ')}`)
        .join('; ');
      return { outcome: 'unsupported', action, reason, statements: traces };
    }
  }
}
