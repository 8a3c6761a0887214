import { isKnownKey } from './condition-keys.ts';
import { type ConditionOperator, parseConditionOperator } from './condition-operator.ts';
import type { Condition } from './policy-document.ts';
import { expandVariables } from './policy-variables.ts';

/** How a condition went, with what it wanted and what it found. */
export interface ConditionVerdict {
  readonly condition: Condition;
  /** Undefined: the key is not part of the request. */
  readonly actual: readonly string[] | undefined;
  readonly outcome: 'met' | 'failed' | 'unsupported';
  /** What is not supported. */
  readonly reason?: string;
}

/** Condition keys of the request, in lower case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/**
 * Evaluates one key of one operator.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function evaluateCondition(
  condition: Condition,
  context: ConditionContext,
  withVariables: boolean,
): ConditionVerdict {
  const actual = context.get(condition.key.toLowerCase());
  const unsupported = (reason: string): ConditionVerdict => ({
    condition,
    actual,
    outcome: 'unsupported',
    reason,
  });
  const operator = parseConditionOperator(condition.operator);
  if (operator === undefined) return unsupported(`condition operator ${condition.operator}`);
  if (!isKnownKey(condition.key)) return unsupported(`condition key ${condition.key}`);
  const wanted: string[] = [];
  for (const value of withVariables ? condition.values : []) {
    const expansion = expandVariables(value, (key) => context.get(key.toLowerCase()), isKnownKey);
    if (expansion.kind === 'unsupported')
      return unsupported(`policy variable ${expansion.variable}`);
    if (expansion.kind === 'text') wanted.push(expansion.text);
  }
  const met = isMet(operator, withVariables ? wanted : condition.values, actual);
  return { condition, actual, outcome: met ? 'met' : 'failed' };
}

function isMet(
  operator: ConditionOperator,
  wanted: readonly string[],
  actual: readonly string[] | undefined,
): boolean {
  const present = actual !== undefined && actual.length > 0;
  if (operator.testsPresence) return wanted.includes(String(!present));
  if (!present)
    return operator.ifExists || operator.negated || operator.quantifier === 'ForAllValues';
  const fits = (value: string): boolean =>
    wanted.some((text) => operator.compare(text, value)) !== operator.negated;
  switch (operator.quantifier) {
    case 'ForAllValues':
      return actual.every(fits);
    case 'ForAnyValue':
      return actual.some(fits);
    default:
      return operator.negated ? actual.every(fits) : actual.some(fits);
  }
}
