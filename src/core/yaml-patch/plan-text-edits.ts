import { isMap, type Node, type YAMLMap } from 'yaml';
import { IamraError } from '../errors/iamra-error.ts';
import type { JsonPatchOperation } from '../json-patch/operation.ts';
import { parsePointer } from '../json-patch/pointer.ts';
import { appendMember } from './append-member.ts';
import type { EditContext } from './edit-context.ts';
import { prependItem } from './edit-sequence.ts';
import { type FoundCollection, findCollection, findPair } from './find-node.ts';
import { removeMember } from './remove-member.ts';
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
  fileName: string,
): TextEdit[] {
  const targets = patch.map((operation) => targetOf(document, operation, fileName));
  const context = {
    text,
    style: styleOf(document.tree, text),
    emptied: new Set(),
    removed: new Set(targets.flatMap(removedMember)),
  };
  return targets.flatMap((target) => {
    if (target.operation.op === 'remove') return removeMember(context, target.found, target.last);
    return isMap(target.found.node)
      ? editMap(context, target.found.node, target)
      : editSequence(context, target);
  });
}

/** The member that an operation is about, and how many collections it is in. */
interface Target {
  readonly operation: JsonPatchOperation;
  readonly found: FoundCollection;
  readonly last: string;
  readonly depth: number;
}

function targetOf(document: YamlDocument, operation: JsonPatchOperation, fileName: string): Target {
  const path = parsePointer(operation.path);
  const last = path.pop() ?? '';
  const found = findCollection(document.tree.contents, path);
  if (found === undefined) throw hidden(document, operation.path, fileName);
  return { operation, found, last, depth: path.length };
}

function removedMember({ operation, found: { node }, last }: Target): unknown[] {
  if (operation.op !== 'remove') return [];
  return [isMap(node) ? findPair(node, last)?.pair : node.items[Number(last)]];
}

function editMap(
  context: EditContext,
  map: YAMLMap,
  { operation, found, last, depth }: Target,
): TextEdit[] {
  if (operation.op === 'remove') return [];
  const owner = findPair(map, last);
  if (owner !== undefined) return replaceValue(context, owner, operation.value, depth + 1);
  return appendMember(context, found, { key: last, value: operation.value, depth });
}

function editSequence(context: EditContext, { operation, found, last, depth }: Target): TextEdit[] {
  if (operation.op === 'remove') return [];
  const { op, value } = operation;
  if (op === 'replace') {
    return [replaceNode(context, found.node.items[Number(last)] as Node, value, depth)];
  }
  const member = { key: undefined, value, depth };
  const isAppended = last === '-' || found.node.items.length === 0;
  return isAppended ? appendMember(context, found, member) : [prependItem(context, found, member)];
}

function hidden(document: YamlDocument, path: string, fileName: string): IamraError {
  return new IamraError(
    'IAMRA311',
    `${fileName}: the document at line ${document.lineAt(document.tree.range[0])} has no ${path} of its own: an alias or a merge key stands for it`,
  );
}
