import { findOperator } from '../iam/conditions/operators/find-operator.ts';
import { literal, type Pattern, wildcards } from '../iam/matching/pattern.ts';
import type { Condition, PolicyDocument } from '../iam/policy-document.ts';
import { attributeOfKey } from './certificate-attribute.ts';
import { expandedValues } from './expanded-values.ts';
import { concernedStatements, hasVariable, sourceIdentityKey, termOf } from './policy-terms.ts';
import { possibleValues, type TextLimits, type TextMatcher } from './possible-values.ts';

/** Values that stand for all that a term can be, as far as the policy can tell them apart. */
export interface TriedValues {
  readonly values: readonly string[];
  /** False where there may be others that matter. */
  readonly complete: boolean;
}

/** What variables may stand for that are of no attribute of the certificate. */
export type KnownKeys = (key: string) => readonly string[];

/** The values to try for an attribute of a certificate, or for another key of the request. */
export function triedValues(
  document: PolicyDocument,
  term: string,
  { limits, usual, known }: { limits: TextLimits; usual: string; known: KnownKeys },
): TriedValues {
  const conditions = conditionsOf(document, term);
  const plain = possible(conditions.map(withoutVariables(document)), limits);
  const filled = conditions.map(withVariables(document, known, limits));
  const all = possible(filled, limits);
  const values = [usual, ...filled.flatMap(examples), ...plain.values, ...all.values];
  return {
    values: [...new Set(values)].filter((value) => isWithin(value, limits)),
    complete: plain.complete && all.complete,
  };
}

/** The conditions of the policy that look at a term. */
export function conditionsOf(document: PolicyDocument, term: string): Condition[] {
  return concernedStatements(document)
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => termOf(condition) === term);
}

function withoutVariables({ version }: PolicyDocument): (condition: Condition) => Condition {
  return (condition) => ({
    ...condition,
    values: condition.values.filter((value) => !hasVariable(value, version)),
  });
}

/** A variable is of another attribute: that one is tried with what it can be by itself. */
function withVariables(
  document: PolicyDocument,
  known: KnownKeys,
  limits: TextLimits,
): (condition: Condition) => Condition {
  const valuesOfKey = (key: string): readonly string[] => {
    const term = termOf({ key });
    if (attributeOfKey(key) === undefined) return known(key);
    const conditions = conditionsOf(document, term).map(withoutVariables(document));
    const { values } = possible(conditions, limits);
    return [...known(key), ...conditions.flatMap(examples), ...values];
  };
  return (condition) => ({
    ...condition,
    values: condition.values.flatMap((value) =>
      expandedValues(value, document.version, valuesOfKey),
    ),
  });
}

function possible(conditions: readonly Condition[], limits: TextLimits): TriedValues {
  return possibleValues(conditions.flatMap(matchersOf), limits);
}

function matchersOf({ operator, key, values }: Condition): TextMatcher[] {
  if (findOperator(operator) === undefined || !operator.includes('String')) return [];
  const prefix = key.toLowerCase() === sourceIdentityKey ? 'CN=' : '';
  const ignoreCase = operator.includes('IgnoreCase');
  const compile = (value: string): Pattern =>
    operator.includes('Like') ? wildcards(value) : literal(value);
  return values.map((value) => ({ pattern: compile(value), ignoreCase, prefix }));
}

/** Values as a person would write them, and those of operators that compare no texts. */
function examples({ operator, values }: Condition): string[] {
  if (operator.includes('Numeric')) return values.flatMap(neighbours);
  if (operator.includes('Date')) return [...values, '1970-01-02T00:00:00Z', '2999-01-01T00:00:00Z'];
  if (operator.includes('Bool')) return ['true', 'false'];
  return values
    .filter((value) => /[*?]/.test(value))
    .map((value) => value.replaceAll('*', 'stranger').replaceAll('?', 'x'))
    .concat(operator.includes('Arn') ? values : []);
}

function neighbours(value: string): string[] {
  const number = Number(value);
  return Number.isNaN(number) ? [] : [number - 1, number, number + 1].map(String);
}

/** Whether a text may be a value at all. */
export function isWithin(
  value: string,
  { alphabet, minimumLength, maximumLength }: TextLimits,
): boolean {
  const characters = Array.from(value);
  return (
    characters.length >= minimumLength &&
    characters.length <= maximumLength &&
    characters.every((character) => alphabet.test(character))
  );
}
