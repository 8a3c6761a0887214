import { isCollection, isNode, type Node } from 'yaml';
import { type Member, unfold } from './append-member.ts';
import type { EditContext } from './edit-context.ts';
import { endOf, type OwningPair, startOf } from './find-node.ts';
import { lineIndent } from './lines.ts';
import { renderBlock, renderFlow } from './render-value.ts';
import type { TextEdit } from './text-edit.ts';
import { columnOf } from './yaml-style.ts';

/** Gives a key another value; what is empty so far becomes lines below the key. */
export function replaceValue(
  context: EditContext,
  owner: OwningPair,
  value: unknown,
  depth: number,
): TextEdit[] {
  const old = owner.pair.value;
  if (!isEmpty(old) || owner.isFlow || typeof value !== 'object' || value === null) {
    return [replaceNode(context, old as Node, value, depth)];
  }
  const members: Member[] = Array.isArray(value)
    ? value.map((item: unknown) => ({ key: undefined, value: item, depth }))
    : Object.entries(value).map(([key, item]) => ({ key, value: item as unknown, depth }));
  return members.flatMap((member) => unfold(context, owner, member));
}

/** Writes another value where a node stands. */
export function replaceNode(
  { text, style }: EditContext,
  old: Node,
  value: unknown,
  depth: number,
): TextEdit {
  const offset = startOf(old);
  const length = endOf(old) - offset;
  if (!isCollection(old) || old.flow === true) {
    const space = length === 0 ? ' ' : '';
    const rendered = renderFlow(value, lineIndent(text, offset), style);
    return { offset, length, text: space + rendered, depth };
  }
  const column = columnOf(old);
  const block = renderBlock(value, column, style).slice(column);
  const endsLine = text[offset + length - 1] === '\n';
  return { offset, length, text: endsLine ? block : block.replace(/\n$/, ''), depth };
}

function isEmpty(node: unknown): boolean {
  if (isCollection(node)) return node.items.length === 0;
  return isNode(node) && node.toJSON() === null;
}
