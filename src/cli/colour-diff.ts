import { type Style, style } from '../terminal/style.ts';

const formats: ReadonlyArray<readonly [prefix: string, format: Style]> = [
  ['--- ', 'bold'],
  ['+++ ', 'bold'],
  ['@@ ', 'cyan'],
  ['-', 'red'],
  ['+', 'green'],
];

/** A unified diff in colour, where the stream shows colours. */
export function colourDiff(diff: string, stream: NodeJS.WriteStream): string {
  return diff
    .split('\n')
    .map((line) => {
      const format = formats.find(([prefix]) => line.startsWith(prefix))?.[1];
      return format === undefined ? line : style(format, line, stream);
    })
    .join('\n');
}
