import { isMap, isSeq } from 'yaml';
import { findPair, startOf } from './find-node.ts';
import { lineStart } from './lines.ts';
import type { YamlDocument } from './yaml-stream.ts';

/** Where something is in a text; both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Where the field of a path is written; of one that is not there, what it should be in. */
export function findPlace(
  document: YamlDocument,
  path: ReadonlyArray<string | number>,
  text: string,
): TextPlace {
  const offset = findOffset(document.tree.contents, path);
  return { line: document.lineAt(offset), column: offset - lineStart(text, offset) + 1 };
}

/** The same as a position in the text, for a tree. */
export function findOffset(root: unknown, path: ReadonlyArray<string | number>): number {
  let node = root;
  let offset = startOf(root);
  for (const step of path) {
    if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node);
    } else {
      const pair = isMap(node) ? findPair(node, String(step))?.pair : undefined;
      if (pair === undefined) return offset;
      offset = startOf(pair.key);
      node = pair.value;
    }
  }
  return offset;
}
