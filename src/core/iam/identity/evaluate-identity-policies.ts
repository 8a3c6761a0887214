import type { ContextValues, RequestContext } from '../conditions/request-context.ts';
import { evaluateConditions } from '../evaluate-conditions.ts';
import { outcomeOf } from '../evaluate-statement.ts';
import { matchesAction } from '../matching/action.ts';
import type { RequestPrincipal } from '../matching/principal.ts';
import type { PolicyVersion } from '../policy-document.ts';
import type { StatementTrace } from '../trust-decision.ts';
import { weighStatements } from '../weigh-statements.ts';
import { identityContext } from './identity-context.ts';
import type { IdentityPolicy, IdentityStatement } from './identity-policy.ts';
import { matchesResource } from './matches-resource.ts';

/** One action on one resource. */
export interface IdentityRequest {
  readonly principal: RequestPrincipal;
  readonly action: string;
  /** An ARN, or `*` for an action that AWS knows no resources of. */
  readonly resource: string;
  /** Values by condition key. */
  readonly context: ContextValues;
}

/** What the policies of an identity say to a request. */
export type IdentityDecision =
  | { readonly outcome: 'allowed' }
  /** Explicitly by a Deny; otherwise no Allow applies. */
  | { readonly outcome: 'denied'; readonly explicit: boolean; readonly reason: string }
  /** The evaluator can't tell: the policies use what it doesn't know, and AWS might answer either way. */
  | { readonly outcome: 'unsupported'; readonly reason: string };

type Trace = Pick<StatementTrace, 'effect' | 'outcome' | 'unmet' | 'unknown'> & {
  readonly statement: string;
};

/**
 * Evaluates all policies of an identity together as AWS does: a Deny wins, without an Allow the answer is no.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateIdentityPolicies(
  policies: readonly IdentityPolicy[],
  request: IdentityRequest,
): IdentityDecision {
  const context = identityContext(request.context, request.principal);
  const traces = policies.flatMap(({ statements, version }) =>
    statements.flatMap((statement) => trace(statement, request, version, context) ?? []),
  );
  const verdict = weighStatements(traces);
  switch (verdict.outcome) {
    case 'allowed':
      return verdict;
    case 'denied':
      return { ...verdict, reason: explain(traces, verdict.explicit) };
    case 'unknown':
      return {
        outcome: 'unsupported',
        reason: verdict.doubtful
          .map(({ statement, unknown }) => `statement ${statement}: ${unknown.join('; ')}`)
          .join('; '),
      };
  }
}

/** Undefined for a statement about other actions or resources. */
function trace(
  statement: IdentityStatement,
  { action, resource }: IdentityRequest,
  version: PolicyVersion,
  context: RequestContext,
): Trace | undefined {
  if (!matchesAction(statement.action, action)) return undefined;
  const concerned = matchesResource(statement.resource, resource, version, context);
  if (concerned === false) return undefined;
  const { unmet, unknown: open } = evaluateConditions(statement.conditions, version, context);
  const unknown = typeof concerned === 'string' ? [concerned, ...open] : open;
  const { name, effect } = statement;
  return { statement: name, effect, outcome: outcomeOf(unmet, unknown), unmet, unknown };
}

function explain(traces: readonly Trace[], explicit: boolean): string {
  if (explicit) {
    const deny = traces.find(({ effect, outcome }) => effect === 'Deny' && outcome === 'applies');
    return `statement ${deny?.statement ?? ''} denies it`;
  }
  const near = traces.filter(({ effect }) => effect === 'Allow');
  if (near.length === 0) return 'no statement is about this action and resource';
  return near
    .map(({ statement, unmet }) => {
      const keys = unmet.map(({ operator, key, wanted, actual }) => {
        const found = actual.length === 0 ? 'none' : actual.join(' or ');
        return `${operator} ${key} ${wanted.join(' or ')}, but the request has ${found}`;
      });
      return `statement ${statement} wants ${keys.join(' and ')}`;
    })
    .join('; ');
}
