import { isMap, type Node } from 'yaml';
import { IamraError } from '../errors/iamra-error.ts';
import type { JsonPatchOperation } from '../json-patch/operation.ts';
import { parsePointer } from '../json-patch/pointer.ts';
import { appendMember } from './append-member.ts';
import type { EditContext } from './edit-context.ts';
import { prependItem, removeItem } from './edit-sequence.ts';
import { type FoundCollection, findCollection, findPair } from './find-node.ts';
import { replaceNode, replaceValue } from './replace-value.ts';
import type { TextEdit } from './text-edit.ts';
import type { YamlDocument } from './yaml-stream.ts';
import { styleOf } from './yaml-style.ts';

/**
 * The edits of the text that make a patch of one of its documents, all else left byte for byte.
 * Unlike those of RFC 6902, the operations are all addressed to the document as it is.
 * @throws {IamraError} IAMRA311 where an alias or a merge key is in the way
 */
export function planTextEdits(
  text: string,
  document: YamlDocument,
  patch: readonly JsonPatchOperation[],
): TextEdit[] {
  const context = { text, style: styleOf(document.tree, text), emptied: new Set() };
  return patch.flatMap((operation) => {
    const path = parsePointer(operation.path);
    const last = path.pop() ?? '';
    const found = findCollection(document.tree.contents, path);
    if (found === undefined) throw hidden(document, operation.path);
    return isMap(found.node)
      ? editMap(context, found, operation, { last, depth: path.length })
      : editSequence(context, found, operation, { last, depth: path.length });
  });
}

/** The member that an operation is about, and how many collections it is in. */
interface Target {
  readonly last: string;
  readonly depth: number;
}

function editMap(
  context: EditContext,
  found: FoundCollection,
  operation: JsonPatchOperation,
  { last, depth }: Target,
): TextEdit[] {
  if (operation.op === 'remove') throw new RangeError(`A key is not removed: ${operation.path}`);
  const owner = isMap(found.node) ? findPair(found.node, last) : undefined;
  if (owner !== undefined) return replaceValue(context, owner, operation.value, depth + 1);
  return appendMember(context, found, { key: last, value: operation.value, depth });
}

function editSequence(
  context: EditContext,
  found: FoundCollection,
  operation: JsonPatchOperation,
  { last, depth }: Target,
): TextEdit[] {
  if (operation.op === 'remove') return [removeItem(context, found, Number(last))];
  const { op, value } = operation;
  if (op === 'replace') {
    return [replaceNode(context, found.node.items[Number(last)] as Node, value, depth)];
  }
  const member = { key: undefined, value, depth };
  const isAppended = last === '-' || found.node.items.length === 0;
  return isAppended ? appendMember(context, found, member) : [prependItem(context, found, member)];
}

function hidden(document: YamlDocument, path: string): IamraError {
  return new IamraError(
    'IAMRA311',
    `the document at line ${document.lineAt(document.tree.range[0])} has no ${path} of its own: an alias or a merge key stands for it`,
  );
}
