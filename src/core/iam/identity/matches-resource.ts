import { expandVariables } from '../conditions/expand-variables.ts';
import { arnOperators } from '../conditions/operators/arn.ts';
import type { RequestContext } from '../conditions/request-context.ts';
import type { PolicyVersion } from '../policy-document.ts';
import type { ResourceElement } from './identity-policy.ts';

/**
 * Whether `Resource` or `NotResource` covers a resource; a text where that can't be told, saying why.
 * @param resource an ARN, or `*` for an action that AWS knows no resources of
 */
export function matchesResource(
  { negated, patterns }: ResourceElement,
  resource: string,
  version: PolicyVersion,
  context: RequestContext,
): boolean | string {
  const results = patterns.map((pattern) => matchesOne(pattern, resource, version, context));
  if (results.includes(true)) return !negated;
  return results.find((result) => typeof result === 'string') ?? negated;
}

function matchesOne(
  text: string,
  resource: string,
  version: PolicyVersion,
  context: RequestContext,
): boolean | string {
  if (text === '*') return true;
  const expanded = expandVariables(text, version, context);
  if (expanded.kind === 'unknown') return expanded.reason;
  if (expanded.kind === 'unresolved') return false;
  const comparison = arnOperators['ArnLike']?.compile(expanded.pattern);
  return comparison?.(resource) ?? `the resource "${text}" is no whole ARN`;
}
