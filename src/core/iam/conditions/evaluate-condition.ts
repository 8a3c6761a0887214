import type { Condition, PolicyVersion } from '../policy-document.ts';
import { type CompiledValues, compileValues } from './compile-values.ts';
import { findOperator, type QualifiedOperator } from './operators/find-operator.ts';
import type { RequestContext } from './request-context.ts';

/** Whether a condition is met; a text where that can't be told, saying why. */
export type ConditionResult = boolean | string;

/**
 * Compares the values of a condition with those of a request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function evaluateCondition(
  condition: Condition,
  version: PolicyVersion,
  context: RequestContext,
): ConditionResult {
  const actual = context(condition.key);
  const qualified = findOperator(condition.operator);
  if (qualified === undefined && condition.operator !== 'Null') {
    return `the condition operator ${condition.operator} is not supported`;
  }
  if (actual === undefined) return `the condition key ${condition.key} is not supported`;
  if (qualified === undefined) return evaluateNull(condition, actual);
  if (qualified.quantifier === undefined && actual.length > 1) {
    return `${condition.key} has several values, and ${condition.operator} has neither ForAnyValue: nor ForAllValues:`;
  }
  const values = qualified.quantifier === undefined ? actual : actual.filter((text) => text !== '');
  if (values.length === 0) return holdsWithoutValue(qualified);
  return compare(values, qualified, compileValues(condition, qualified.operator, version, context));
}

function compare(
  values: readonly string[],
  { operator, quantifier }: QualifiedOperator,
  wanted: CompiledValues | string,
): ConditionResult {
  if (typeof wanted === 'string') return wanted;
  const matches = (value: string): boolean =>
    wanted.comparisons.some((comparison) => comparison(value)) !== operator.negated;
  const holds = quantifier === 'any' ? values.some(matches) : values.every(matches);
  // AWS doesn't tell what a variable without a value does to a condition that would be met otherwise.
  if (holds && wanted.unresolved.length > 0) {
    return `the request has no value for ${wanted.unresolved.join(', ')}`;
  }
  return holds;
}

function evaluateNull({ values }: Condition, actual: readonly string[]): ConditionResult {
  const wanted = values.map((value) => value.toLowerCase());
  const wrong = wanted.find((value) => value !== 'true' && value !== 'false');
  if (wrong !== undefined) return `Null cannot compare with "${wrong}"`;
  return wanted.includes(String(actual.length === 0));
}

function holdsWithoutValue({ operator, quantifier, ifExists }: QualifiedOperator): boolean {
  if (ifExists || quantifier === 'all') return true;
  return quantifier === undefined && operator.negated;
}
