import { matches } from '../../matching/matches.ts';
import { type Pattern, patternText } from '../../matching/pattern.ts';
import { type Comparison, type Operator, withOpposite } from './operator.ts';

/** The String operators. */
export const stringOperators: Readonly<Record<string, Operator>> = {
  ...withOpposite(['StringEquals', 'StringNotEquals'], { takesVariables: true, compile: equals }),
  ...withOpposite(['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'], {
    takesVariables: true,
    compile: equalsIgnoringCase,
  }),
  ...withOpposite(['StringLike', 'StringNotLike'], { takesVariables: true, compile: like }),
};

function equals(wanted: Pattern): Comparison {
  const text = patternText(wanted);
  return (actual) => actual === text;
}

function equalsIgnoringCase(wanted: Pattern): Comparison {
  const text = patternText(wanted).toLowerCase();
  return (actual) => actual.toLowerCase() === text;
}

function like(wanted: Pattern): Comparison {
  return (actual) => matches(wanted, actual);
}
