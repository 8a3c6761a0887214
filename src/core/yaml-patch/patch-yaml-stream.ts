import { IamraError } from '../errors/iamra-error.ts';
import { applyPatch } from '../json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../json-patch/operation.ts';
import { planTextEdits } from './plan-text-edits.ts';
import { applyTextEdits, type TextEdit } from './text-edit.ts';
import { parseYamlStream, type YamlStream } from './yaml-stream.ts';

/**
 * The text with a patch made to each document; comments, order, quotes and layout of the rest stay.
 * Reads the result again: it says what the patches say, or nothing is given.
 * @throws {IamraError} IAMRA311 where an edit in place would mean something else
 */
export function patchYamlStream(
  { text, documents }: YamlStream,
  patches: ReadonlyArray<readonly JsonPatchOperation[]>,
  fileName: string,
): string {
  const edits = documents.flatMap((document, index) =>
    planTextEdits(text, document, patches[index] ?? [], fileName),
  );
  const { text: patched, documents: read } = applyEdits(text, edits, fileName);
  for (const [index, document] of documents.entries()) {
    const expected = applyPatch(document.value, patches[index] ?? []);
    if (JSON.stringify(read[index]?.value) !== JSON.stringify(expected)) {
      const line = document.lineAt(document.tree.range[0]);
      throw notInPlace(`${fileName}: the document at line ${line}`);
    }
  }
  return patched;
}

function applyEdits(text: string, edits: readonly TextEdit[], fileName: string): YamlStream {
  try {
    return parseYamlStream(applyTextEdits(text, edits), 'the result');
  } catch (cause) {
    throw notInPlace(fileName, cause);
  }
}

function notInPlace(what: string, cause?: unknown): IamraError {
  return new IamraError(
    'IAMRA311',
    `${what} cannot be edited in place: anchors, merge keys or an unusual layout would change its meaning`,
    { cause },
  );
}
