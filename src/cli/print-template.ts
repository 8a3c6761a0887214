import {
  exportTemplate,
  type TemplateInput,
  type TemplateResult,
} from '../actions/export/export-template.ts';
import { writeExport } from '../actions/export/write-export.ts';
import type { Context } from '../context.ts';

/** Makes a template and prints it, or writes it to a file; says how to go on. */
export async function printTemplate(
  context: Context,
  input: TemplateInput,
  { out, json }: { readonly out: string | undefined; readonly json: boolean },
): Promise<TemplateResult> {
  const { terminal } = context;
  const result = await exportTemplate(context, input);
  if (out !== undefined) {
    await writeExport(out, result.text);
    terminal.note(`Written to ${out}.`);
  } else if (!json) terminal.print(result.text.trimEnd());
  for (const sentence of result.next) terminal.note(sentence);
  return result;
}
