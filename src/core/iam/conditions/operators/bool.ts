import { type Pattern, patternText } from '../../matching/pattern.ts';
import type { Comparison, Operator } from './operator.ts';

export const boolOperators: Readonly<Record<string, Operator>> = {
  Bool: { negated: false, takesVariables: false, compile: equals },
};

function equals(wanted: Pattern): Comparison | undefined {
  const text = patternText(wanted).toLowerCase();
  if (text !== 'true' && text !== 'false') return undefined;
  return (actual) => actual.toLowerCase() === text;
}
