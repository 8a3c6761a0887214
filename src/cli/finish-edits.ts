import type { Patience } from '../actions/annotate/annotate-input.ts';
import { applyEdits, dryResult } from '../actions/annotate/apply-edits.ts';
import type { EditsResult } from '../actions/annotate/edit-result.ts';
import type { PreparedEdits } from '../actions/annotate/prepared-edits.ts';
import type { Context } from '../context.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { askForEdits } from './ask-for-edits.ts';
import { renderDryRun, renderEditsResult } from './render-edit-result.ts';
import { renderError } from './render-error.ts';
import { showEdits } from './show-edits.ts';

/** What the flags say. */
export interface EditChoices {
  readonly dryRun: EditsResult['dryRun'];
  readonly yes: boolean;
  readonly evenIfManaged: boolean;
  /** Absent with `--no-wait`. */
  readonly patience: Patience | undefined;
  /** Whether the result is for a person. */
  readonly print: boolean;
}

/**
 * From the plan to the end: shows it, asks, writes, follows, tells. Where only some of several objects
 * failed the result says which, and the exit code that there are such.
 * @throws {IamraError} what is wrong with the only object
 */
export async function finishEdits(
  context: Context,
  prepared: PreparedEdits,
  choices: EditChoices,
): Promise<EditsResult> {
  const { dryRun, patience, print } = choices;
  const [refused] = prepared.refused;
  if (refused !== undefined && prepared.edits.length + prepared.refused.length === 1) {
    throw refused.error;
  }
  showEdits(context, prepared);
  if (dryRun === null) await askForEdits(context, prepared, choices);
  const result =
    dryRun === null ? await applyEdits(context, prepared, patience) : dryResult(prepared, dryRun);
  if (print) {
    context.terminal.print(dryRun === null ? renderEditsResult(result) : renderDryRun(result));
  }
  const failure = failureOf(result);
  if (failure !== undefined) {
    if (print) context.terminal.note(renderError(failure, process.stderr));
    process.exitCode = failure.exitCode;
  }
  return result;
}

function failureOf({ objects, refused, dryRun }: EditsResult): IamraError | undefined {
  const failed = objects.filter(({ error }) => error !== null).length + refused.length;
  if (failed === 0) return undefined;
  const all = objects.length + refused.length;
  const verb = dryRun === null ? 'were not changed, or did not roll out' : 'could not be changed';
  return new IamraError('IAMRA153', `${failed} of ${all} objects ${verb}.`);
}
