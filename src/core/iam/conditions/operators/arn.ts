import { matches } from '../../matching/matches.ts';
import type { Pattern } from '../../matching/pattern.ts';
import { type Comparison, type Operator, withOpposite } from './operator.ts';

const arn = { takesVariables: true, compile: matchesArn };

/** The Arn operators; `Equals` and `Like` are the same. */
export const arnOperators: Readonly<Record<string, Operator>> = {
  ...withOpposite(['ArnEquals', 'ArnNotEquals'], arn),
  ...withOpposite(['ArnLike', 'ArnNotLike'], arn),
};

/** Each of the six parts by itself, so that no wildcard reaches across a colon before the resource. */
function matchesArn(wanted: Pattern): Comparison | undefined {
  const patterns = splitArn(wanted);
  if (patterns === undefined) return undefined;
  return (actual) => {
    const parts = splitArn(Array.from(actual));
    if (parts === undefined) return false;
    return patterns.every((pattern, index) => matches(pattern, (parts[index] ?? []).join('')));
  };
}

const separators = 5;

function splitArn<Part>(characters: readonly Part[]): Part[][] | undefined {
  const parts: Part[][] = [[]];
  for (const character of characters) {
    if (character === ':' && parts.length <= separators) parts.push([]);
    else parts.at(-1)?.push(character);
  }
  return parts.length > separators ? parts : undefined;
}
