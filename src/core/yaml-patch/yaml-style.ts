import { type Document, isCollection, isMap, isSeq, type Node, visit } from 'yaml';
import { firstNode, startOf } from './find-node.ts';
import { lineIndent } from './lines.ts';

/** How a document is written, so that what is added looks like the rest. */
export interface YamlStyle {
  /** Block sequences stand further right than their key. */
  readonly indentSeq: boolean;
  /** One step of indentation in JSON over several lines; undefined for JSON or flow in one line. */
  readonly flowStep: string | undefined;
}

/** Reads the style off the first sequence and the first member. */
export function styleOf(tree: Document.Parsed, text: string): YamlStyle {
  return { indentSeq: indentsSequences(tree), flowStep: flowStepOf(tree.contents, text) };
}

/** Column of a block collection's keys or dashes. */
export function columnOf(node: Node): number {
  const token = node.srcToken;
  return token !== undefined && 'indent' in token ? token.indent : 0;
}

function indentsSequences(tree: Document.Parsed): boolean {
  let answer = true;
  visit(tree, {
    Pair: (_, pair, path) => {
      const map = path.at(-1);
      if (!isMap(map) || map.flow === true || !isSeq(pair.value) || pair.value.flow === true) {
        return undefined;
      }
      answer = columnOf(pair.value) > columnOf(map);
      return visit.BREAK;
    },
  });
  return answer;
}

function flowStepOf(root: Node | null, text: string): string | undefined {
  if (!isCollection(root) || root.flow !== true || root.items.length === 0) return undefined;
  const offset = startOf(firstNode({ node: root, owner: undefined }));
  return text.slice(root.range?.[0], offset).includes('\n') ? lineIndent(text, offset) : undefined;
}
