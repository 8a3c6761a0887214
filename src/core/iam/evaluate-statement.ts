import type { RequestContext } from './conditions/request-context.ts';
import { evaluateConditions } from './evaluate-conditions.ts';
import { matchesAction } from './matching/action.ts';
import { matchesPrincipal, type RequestPrincipal } from './matching/principal.ts';
import type { PolicyVersion, Statement } from './policy-document.ts';
import type { StatementOutcome, StatementTrace, UnmetCondition } from './trust-decision.ts';

/** What a statement is held against. */
export interface StatementRequest {
  readonly principal: RequestPrincipal;
  readonly action: string;
  readonly context: RequestContext;
  readonly version: PolicyVersion;
}

/** Whether a statement applies to one action of a request, and if not, why. */
export function evaluateStatement(statement: Statement, request: StatementRequest): StatementTrace {
  const { name, effect } = statement;
  const trace = { statement: name, effect, unmet: [], unknown: [] };
  const concerned = matchesPrincipal(statement.principal, request.principal);
  if (concerned === false) return { ...trace, outcome: 'other-principal' };
  if (!matchesAction(statement.action, request.action))
    return { ...trace, outcome: 'other-action' };

  const { unmet, unknown: open } = evaluateConditions(
    statement.conditions,
    request.version,
    request.context,
  );
  const unknown =
    concerned === undefined ? ['NotPrincipal names a part of who asks only', ...open] : open;
  return { ...trace, outcome: outcomeOf(unmet, unknown), unmet, unknown };
}

/** One unmet condition is enough, whatever is not known of the others. */
export function outcomeOf(
  unmet: readonly UnmetCondition[],
  unknown: readonly string[],
): StatementOutcome {
  if (unmet.length > 0) return 'condition-not-met';
  return unknown.length > 0 ? 'unknown' : 'applies';
}
