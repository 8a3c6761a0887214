import type { ReferencingText } from '../referencing-text.ts';

/** An argument of a block. */
export interface HclArgument {
  readonly name: string;
  /** An expression of HCL, such as the functions here give. */
  readonly value: string;
}

/** A block with its arguments, and after them the blocks in it. */
export function hclBlock(
  header: string,
  args: readonly (HclArgument | undefined)[],
  blocks: readonly string[] = [],
): string {
  const present = args.filter((argument) => argument !== undefined);
  const width = Math.max(0, ...present.filter(isShort).map(({ name }) => name.length));
  const lines = present.map((argument) => {
    const name = isShort(argument) ? argument.name.padEnd(width) : argument.name;
    return indent(`${name} = ${argument.value}`);
  });
  const body = [lines.join('\n'), ...blocks.map(indent)].filter((part) => part !== '');
  return `${header} {\n${body.join('\n\n')}\n}`;
}

/** Undefined without a value: the argument is left out. */
export function argument(name: string, value: string | undefined): HclArgument | undefined {
  return value === undefined ? undefined : { name, value };
}

/** A text on one line, quoted. */
export function hclString(text: string): string {
  return `"${literal(text)
    .replace(/[\\"]/g, '\\$&')
    .replace(/[\n\r\t]/g, escapeControl)}"`;
}

/** A list, one item a line; absent where it is empty. */
export function hclList(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : `[\n${items.map((item) => `  ${item},\n`).join('')}]`;
}

/** A map of texts. */
export function hclMap(entries: Readonly<Record<string, string>>): string {
  const keys = Object.keys(entries).map(hclString);
  const width = Math.max(0, ...keys.map((key) => key.length));
  const lines = Object.values(entries).map(
    (value, index) => `  ${(keys[index] ?? '').padEnd(width)} = ${hclString(value)}\n`,
  );
  return `{\n${lines.join('')}}`;
}

/**
 * A text as a heredoc, easier to read than one with each quote escaped; no line break is added at its end.
 * @param delimiter no line of the text
 */
export function hclHeredoc(text: ReferencingText<string>, delimiter: string): string {
  const body = text
    .map((part) => (typeof part === 'string' ? literal(part) : `\${${part.reference}}`))
    .join('');
  return body.endsWith('\n')
    ? `<<${delimiter}\n${body}${delimiter}`
    : `chomp(<<${delimiter}\n${body}\n${delimiter}\n)`;
}

/** `${` and `%{` would begin a template. */
function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}

function escapeControl(character: string): string {
  return { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character] ?? character;
}

function isShort({ value }: HclArgument): boolean {
  return !value.includes('\n');
}

/** Lines of a heredoc stay where they are: white space in them would count. */
function indent(text: string): string {
  let until: string | undefined;
  return text
    .split('\n')
    .map((line) => {
      if (until !== undefined) {
        if (line === until) until = undefined;
        return line;
      }
      until = /<<([A-Z]+)$/.exec(line)?.[1];
      return line === '' ? line : `  ${line}`;
    })
    .join('\n');
}
