/** A change of a text, addressed to the text as it was. */
export interface TextEdit {
  readonly offset: number;
  /** How many characters go. */
  readonly length: number;
  readonly text: string;
  /** Of insertions at one place the deeper comes first: it ends what the other goes on with. */
  readonly depth: number;
}

/**
 * The text with the edits made; everything else is byte for byte what it was.
 * @throws {RangeError} where edits overlap
 */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const parts: string[] = [];
  let end = 0;
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset || b.depth - a.depth)) {
    if (edit.offset < end) throw new RangeError(`Edits overlap at character ${edit.offset}.`);
    parts.push(text.slice(end, edit.offset), edit.text.replaceAll('\n', newline));
    end = edit.offset + edit.length;
  }
  const result = [...parts, text.slice(end)].join('');
  return endsWithRemoval(text, edits) ? result.replace(/\r?\n$/, '') : result;
}

// A last line without a newline is one still when the lines below it have gone.
function endsWithRemoval(text: string, edits: readonly TextEdit[]): boolean {
  return (
    !text.endsWith('\n') &&
    edits.some(({ offset, length, text: put }) => put === '' && offset + length === text.length)
  );
}
