import type { Patience } from '../actions/annotate/annotate-input.ts';
import { applyEdit, resultOf } from '../actions/annotate/apply-edit.ts';
import type { EditResult } from '../actions/annotate/edit-result.ts';
import type { PreparedEdit } from '../actions/annotate/prepared-edit.ts';
import type { Context } from '../context.ts';
import { renderDryRun, renderEditResult } from './render-edit-result.ts';
import { askForEdit, showEdit } from './show-edit.ts';

/** What the flags say. */
export interface EditChoices {
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Absent with `--no-wait`. */
  readonly patience: Patience | undefined;
  /** Whether the result is for a person. */
  readonly print: boolean;
}

/** From the plan to the end: shows it, asks, writes, follows, tells. */
export async function finishEdit(
  context: Context,
  prepared: PreparedEdit,
  { dryRun, yes, patience, print }: EditChoices,
): Promise<EditResult> {
  const { terminal } = context;
  showEdit(context, prepared);
  if (dryRun) {
    const result = resultOf(prepared);
    if (print) terminal.print(renderDryRun(result));
    return result;
  }
  await askForEdit(context, prepared, yes);
  const result = await applyEdit(context, prepared, patience);
  if (print) terminal.print(renderEditResult(result));
  return result;
}
