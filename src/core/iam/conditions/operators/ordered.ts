import { patternText } from '../../matching/pattern.ts';
import type { Operator } from './operator.ts';

type Reader = (text: string) => number | undefined;
type Relation = (actual: number, wanted: number) => boolean;

const relations: Readonly<Record<string, Relation>> = {
  Equals: (actual, wanted) => actual === wanted,
  LessThan: (actual, wanted) => actual < wanted,
  LessThanEquals: (actual, wanted) => actual <= wanted,
  GreaterThan: (actual, wanted) => actual > wanted,
  GreaterThanEquals: (actual, wanted) => actual >= wanted,
};

/** The Numeric and the Date operators. */
export const orderedOperators: Readonly<Record<string, Operator>> = {
  ...family('Numeric', readNumber),
  ...family('Date', readDate),
};

function family(prefix: string, read: Reader): Record<string, Operator> {
  const family: Record<string, Operator> = {};
  for (const [name, relation] of Object.entries(relations)) {
    family[`${prefix}${name}`] = operator(read, relation);
  }
  const equals = operator(read, (actual, wanted) => actual === wanted);
  return { ...family, [`${prefix}NotEquals`]: { ...equals, negated: true } };
}

function operator(read: Reader, relation: Relation): Operator {
  return {
    negated: false,
    takesVariables: false,
    compile: (pattern) => {
      const wanted = read(patternText(pattern));
      if (wanted === undefined) return undefined;
      return (text) => {
        const actual = read(text);
        return actual !== undefined && relation(actual, wanted);
      };
    },
  };
}

function readNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const isoDate = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;
const shortestEpoch = 5;

/** Milliseconds of an ISO 8601 date of the W3C's profile, or of seconds since 1970. */
function readDate(text: string): number | undefined {
  if (/^\d+$/.test(text) && text.length >= shortestEpoch) return Number(text) * 1000;
  if (!isoDate.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
