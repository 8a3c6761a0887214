import type { Node } from 'yaml';
import { flowSeparator, insertBlock, type Member, renderMember } from './append-member.ts';
import type { EditContext } from './edit-context.ts';
import { endOf, type FoundCollection, startOf } from './find-node.ts';
import { lineIndent, lineStart, nextLine } from './lines.ts';
import type { TextEdit } from './text-edit.ts';
import { columnOf } from './yaml-style.ts';

/** Puts an item before the first one; a comment above that one stays with it. */
export function prependItem(
  context: EditContext,
  { node, owner }: FoundCollection,
  member: Member,
): TextEdit {
  if (node.flow === true) {
    const offset = startOf(node.items[0]);
    const indent = lineIndent(context.text, offset);
    const text = renderMember(member, indent, context) + flowSeparator(indent, context);
    return { offset, length: 0, text, depth: member.depth };
  }
  const place =
    owner === undefined
      ? lineStart(context.text, startOf(node))
      : nextLine(context.text, endOf(owner.pair.key as Node));
  return insertBlock(context, place, columnOf(node), member);
}
