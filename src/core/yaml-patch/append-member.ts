import type { Node } from 'yaml';
import type { EditContext } from './edit-context.ts';
import {
  endOf,
  type FoundCollection,
  firstNode,
  lastNode,
  type OwningPair,
  startOf,
} from './find-node.ts';
import { lineIndent, lineStart, nextLine } from './lines.ts';
import { renderBlock, renderFlow } from './render-value.ts';
import type { TextEdit } from './text-edit.ts';
import { columnOf } from './yaml-style.ts';

/** What is added: to a map with its key, to a sequence without. */
export interface Member {
  readonly key: string | undefined;
  readonly value: unknown;
  /** How many collections it is in. */
  readonly depth: number;
}

/** Puts a member at the end of a collection. */
export function appendMember(
  context: EditContext,
  found: FoundCollection,
  member: Member,
): TextEdit[] {
  const { node, owner } = found;
  if (node.items.length === 0) {
    if (owner === undefined || owner.isFlow) return fillFlow(context, node, member);
    return unfold(context, owner, member);
  }
  if (node.flow === true) return [appendToFlow(context, found, member)];
  return [insertBlock(context, nextLine(context.text, endOf(node)), columnOf(node), member)];
}

/** Puts a member on the lines below a key whose value is empty so far. */
export function unfold(context: EditContext, { pair }: OwningPair, member: Member): TextEdit[] {
  const { text, style, emptied } = context;
  const key = startOf(pair.key);
  const start = startOf(pair.value);
  const end = endOf(pair.value as Node);
  const step = member.key !== undefined || style.indentSeq ? 2 : 0;
  const column = key - lineStart(text, key) + step;
  const insertion = insertBlock(context, nextLine(text, end), column, member);
  if (start === end || emptied.has(pair.value)) return [insertion];
  emptied.add(pair.value);
  const offset = text.slice(0, start).trimEnd().length;
  return [{ offset, length: end - offset, text: '', depth: member.depth }, insertion];
}

/** Puts a member into block form at the beginning of a line. */
export function insertBlock(
  { text, style }: EditContext,
  offset: number,
  column: number,
  { key, value, depth }: Member,
): TextEdit {
  const block = renderBlock(key === undefined ? [value] : { [key]: value }, column, style);
  const isLineStart = offset === 0 || text[offset - 1] === '\n';
  const lines = isLineStart ? block : `\n${block.replace(/\n$/, '')}`;
  return { offset, length: 0, text: lines, depth };
}

/** A member of a flow collection: `"key": value` or the value. */
export function renderMember(
  { key, value }: Member,
  indent: string,
  { style }: EditContext,
): string {
  const rendered = renderFlow(value, indent, style);
  return key === undefined ? rendered : `${JSON.stringify(key)}: ${rendered}`;
}

/** What stands between the members of a flow collection. */
export function flowSeparator(indent: string, { style }: EditContext): string {
  return style.flowStep === undefined ? ', ' : `,\n${indent}`;
}

function appendToFlow(context: EditContext, found: FoundCollection, member: Member): TextEdit {
  const indent = lineIndent(context.text, startOf(firstNode(found)));
  const text = flowSeparator(indent, context) + renderMember(member, indent, context);
  return { offset: endOf(lastNode(found)), length: 0, text, depth: member.depth };
}

function fillFlow(context: EditContext, node: Node, member: Member): TextEdit[] {
  const { text, style, emptied } = context;
  const offset = startOf(node) + 1;
  const outer = lineIndent(text, offset);
  const inner = outer + (style.flowStep ?? '');
  const separator = flowSeparator(inner, context);
  const rendered = renderMember(member, inner, context);
  const insert = (added: string, depth: number): TextEdit => ({
    offset,
    length: 0,
    text: added,
    depth,
  });
  if (emptied.has(node)) return [insert(separator + rendered, member.depth)];
  emptied.add(node);
  if (style.flowStep === undefined) return [insert(rendered, member.depth)];
  // The end of the last line stands behind whatever else comes in.
  return [insert(`\n${inner}${rendered}`, member.depth), insert(`\n${outer}`, -1)];
}
