import { stringify } from 'yaml';
import type { YamlStyle } from './yaml-style.ts';

/** Lines of a value as YAML in block form, each indented and with its end of line. */
export function renderBlock(value: unknown, column: number, { indentSeq }: YamlStyle): string {
  const text = stringify(value, {
    // Quotes whatever an older parser would not take for a string.
    version: '1.1',
    indentSeq,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return text.replace(/^(?=.)/gm, ' '.repeat(column));
}

/** A value as JSON, over several lines where the document is; further lines go below `indent`. */
export function renderFlow(value: unknown, indent: string, { flowStep }: YamlStyle): string {
  return JSON.stringify(value, null, flowStep).replaceAll('\n', `\n${indent}`);
}
