import { arnOperators } from './arn.ts';
import { boolOperators } from './bool.ts';
import type { Operator } from './operator.ts';
import { orderedOperators } from './ordered.ts';
import { stringOperators } from './string.ts';

const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({ ...stringOperators, ...arnOperators, ...boolOperators, ...orderedOperators }),
);

/** An operator with its prefix and suffix understood. */
export interface QualifiedOperator {
  readonly operator: Operator;
  /** Over the values of the request, where it may have several. */
  readonly quantifier: 'any' | 'all' | undefined;
  readonly ifExists: boolean;
}

const form = /^(?:For(AnyValue|AllValues):)?([A-Za-z]+?)(IfExists)?$/;

/** Finds an operator by its name in a policy; undefined for one that the evaluator doesn't know. */
export function findOperator(name: string): QualifiedOperator | undefined {
  const [, prefix, base = '', suffix] = form.exec(name) ?? [];
  const operator = operators.get(base);
  if (operator === undefined) return undefined;
  return { operator, quantifier: quantifiers[prefix ?? ''], ifExists: suffix !== undefined };
}

const quantifiers: Readonly<Record<string, 'any' | 'all'>> = { AnyValue: 'any', AllValues: 'all' };
