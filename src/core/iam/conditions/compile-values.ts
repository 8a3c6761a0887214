import { wildcards } from '../matching/pattern.ts';
import type { Condition, PolicyVersion } from '../policy-document.ts';
import { type Expanded, expandVariables } from './expand-variables.ts';
import type { Comparison, Operator } from './operators/operator.ts';
import type { RequestContext } from './request-context.ts';

/** The values of a condition, ready to be compared. */
export interface CompiledValues {
  readonly comparisons: readonly Comparison[];
  /** The variables that the request has no value for; what holds them matches nothing. */
  readonly unresolved: readonly string[];
}

/** Compiles the values of a condition; gives the reason in words where one can't be read. */
export function compileValues(
  { operator: name, values }: Condition,
  operator: Operator,
  version: PolicyVersion,
  context: RequestContext,
): CompiledValues | string {
  const comparisons: Comparison[] = [];
  const unresolved: string[] = [];
  for (const value of values) {
    const expanded: Expanded = operator.takesVariables
      ? expandVariables(value, version, context)
      : { kind: 'pattern', pattern: wildcards(value) };
    if (expanded.kind === 'unknown') return expanded.reason;
    if (expanded.kind === 'unresolved') {
      unresolved.push(expanded.variable);
      continue;
    }
    const comparison = operator.compile(expanded.pattern);
    if (comparison === undefined) return `${name} cannot compare with "${value}"`;
    comparisons.push(comparison);
  }
  return { comparisons, unresolved };
}
