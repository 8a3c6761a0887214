import { matchesArn } from './match-arn.ts';
import { matchesWildcard } from './wildcard.ts';

/** How one value of a policy is held against one value of the request. */
type Comparison = (wanted: string, actual: string) => boolean;

/** A condition operator taken apart. */
export interface ConditionOperator {
  readonly compare: Comparison;
  /** StringNotEquals and the like: none of the values may match. */
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** Null asks whether the key is there at all. */
  readonly testsPresence: boolean;
}

const ignoringCase: Comparison = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();
const exactly: Comparison = (wanted, actual) => wanted === actual;

const comparisons: Readonly<Record<string, { compare: Comparison; negated: boolean }>> = {
  StringEquals: { compare: exactly, negated: false },
  StringNotEquals: { compare: exactly, negated: true },
  StringEqualsIgnoreCase: { compare: ignoringCase, negated: false },
  StringNotEqualsIgnoreCase: { compare: ignoringCase, negated: true },
  StringLike: { compare: matchesWildcard, negated: false },
  StringNotLike: { compare: matchesWildcard, negated: true },
  // IAM treats the Equals and Like forms of ARN operators alike.
  ArnEquals: { compare: matchesArn, negated: false },
  ArnLike: { compare: matchesArn, negated: false },
  ArnNotEquals: { compare: matchesArn, negated: true },
  ArnNotLike: { compare: matchesArn, negated: true },
  Bool: { compare: ignoringCase, negated: false },
};

const pattern = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Reads an operator's name; undefined for one that is not known here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseConditionOperator(name: string): ConditionOperator | undefined {
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, quantifier, base = '', suffix] = match;
  const ifExists = suffix !== undefined;
  if (base === 'Null' && quantifier === undefined && !ifExists) {
    return {
      compare: exactly,
      negated: false,
      ifExists,
      quantifier: undefined,
      testsPresence: true,
    };
  }
  const comparison = Object.hasOwn(comparisons, base) ? comparisons[base] : undefined;
  if (comparison === undefined) return undefined;
  return {
    ...comparison,
    ifExists,
    quantifier: quantifier as ConditionOperator['quantifier'],
    testsPresence: false,
  };
}
