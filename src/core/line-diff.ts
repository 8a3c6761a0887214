import { diffLines } from 'diff';

/** What changed between two texts, line by line with `+`, `-` and blank marks; far context is left out. */
export function lineDiff(before: string, after: string, context = 3): string {
  const marked = diffLines(before, after).flatMap(({ value, added, removed }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${mark} ${line}`);
  });
  const near = marked.map((_, index) =>
    marked
      .slice(Math.max(0, index - context), index + context + 1)
      .some((line) => !line.startsWith(' ')),
  );
  return marked
    .flatMap((line, index) => {
      if (near[index] === true) return [line];
      return near[index - 1] === true && near.includes(true, index) ? ['  …'] : [];
    })
    .join('\n');
}
