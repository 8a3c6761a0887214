import { evaluateCondition } from './conditions/evaluate-condition.ts';
import type { RequestContext } from './conditions/request-context.ts';
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

  const { unmet, unknown } = evaluateConditions(statement, request);
  if (concerned === undefined) unknown.unshift('NotPrincipal names a part of who asks only');
  return { ...trace, outcome: outcomeOf(unmet, unknown), unmet, unknown };
}

/** One unmet condition is enough, whatever is not known of the others. */
function outcomeOf(unmet: readonly UnmetCondition[], unknown: readonly string[]): StatementOutcome {
  if (unmet.length > 0) return 'condition-not-met';
  return unknown.length > 0 ? 'unknown' : 'applies';
}

function evaluateConditions(
  { conditions }: Statement,
  { context, version }: StatementRequest,
): { unmet: UnmetCondition[]; unknown: string[] } {
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
