import { isMap, isNode, isSeq, parseDocument } from 'yaml';

/** Where something is in a text: from, up to. */
export type TextRange = readonly [from: number, to: number];

export interface LocatedStatement {
  readonly range: TextRange;
  /** Absent: it has none. */
  readonly sid: string | undefined;
  /** The statement itself. */
  readonly value: unknown;
}

export interface LocatedStatements {
  /** Of the list with its brackets, or of the one statement that stands without. */
  readonly range: TextRange;
  readonly isList: boolean;
  readonly items: readonly LocatedStatement[];
}

/**
 * Finds the statements in the text of a policy, so that one can be cut out and the rest stays byte for byte.
 * JSON is YAML, whose parser tells where things are. @throws {SyntaxError} for a text without statements
 */
export function locateStatements(policy: string): LocatedStatements {
  const { contents } = parseDocument(policy, { schema: 'json' });
  const node = isMap(contents) ? contents.get('Statement', true) : undefined;
  const range = rangeOf(node);
  const isList = isSeq(node);
  const ranges = isList ? node.items.map(rangeOf) : [range];
  return { range, isList, items: ranges.map((item) => located(policy, item)) };
}

function rangeOf(node: unknown): TextRange {
  if (!isNode(node) || node.range == null) throw new SyntaxError('the policy has no Statement');
  return [node.range[0], node.range[1]];
}

function located(policy: string, range: TextRange): LocatedStatement {
  const value = JSON.parse(policy.slice(...range)) as { Sid?: unknown };
  return { range, value, sid: typeof value.Sid === 'string' ? value.Sid : undefined };
}
