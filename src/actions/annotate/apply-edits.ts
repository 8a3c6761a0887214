import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Tell } from '../../terminal/terminal.ts';
import { atOnce, type Patience } from './annotate-input.ts';
import { applyEdit, type EditWork, type Step } from './apply-edit.ts';
import type { EditResult, EditsResult, RefusedResult, ShownError } from './edit-result.ts';
import { describeTarget } from './found-target.ts';
import type { PreparedEdit } from './prepared-edit.ts';
import type { PreparedEdits, RefusedObject } from './prepared-edits.ts';
import { resultOf } from './result-of-edit.ts';

const stays = 'What was written stays; run the same command again to go on waiting.';

/**
 * Writes changes and follows what they set off, a few objects at a time: what fails does not stop the
 * others. Running it again goes on with those.
 * @throws {IamraError} what is wrong where there is but one object, 905 where somebody interrupts
 */
export async function applyEdits(
  context: Context,
  prepared: PreparedEdits,
  patience: Patience | undefined,
): Promise<EditsResult> {
  const { edits } = prepared;
  const [only] = edits;
  const isOne = only !== undefined && edits.length === 1 && prepared.refused.length === 0;
  const objects = isOne
    ? [await applyOne(context, only, patience)]
    : await applyMany(context, edits, patience);
  return { ...dryResult(prepared, null), objects };
}

/** What would be changed, and what could not be. */
export function dryResult(
  { kube, edits, refused }: PreparedEdits,
  dryRun: EditsResult['dryRun'],
): EditsResult {
  const objects = edits.map(resultOf);
  return { context: kube.context, dryRun, objects, refused: refused.map(refusedResult) };
}

async function applyOne(
  context: Context,
  prepared: PreparedEdit,
  patience: Patience | undefined,
): Promise<EditResult> {
  const { terminal } = context;
  const step: Step = (title, run) => terminal.step(title, run);
  const work: EditWork = { prepared, patience, step, applied: false };
  try {
    return await applyEdit(context, work);
  } catch (error) {
    if (work.applied || prepared.edit.patch === undefined) terminal.note(stays);
    throw error;
  }
}

async function applyMany(
  context: Context,
  edits: readonly PreparedEdit[],
  patience: Patience | undefined,
): Promise<EditResult[]> {
  const begun: EditWork[] = [];
  const jobs = edits.map((prepared, index) => ({
    title: describeTarget(prepared.found),
    work: (tell: Tell): Promise<EditResult> => {
      const step: Step = (title, run) => {
        tell(title);
        return run(tell);
      };
      const work: EditWork = { prepared, patience, step, applied: false };
      begun[index] = work;
      return applyEdit(context, work);
    },
  }));
  const ends = await context.terminal.steps(jobs, atOnce);
  if (context.signal.aborted) throw interrupted(begun);
  return edits.map((prepared, index) => {
    const end = ends[index];
    if (end?.status === 'fulfilled') return end.value;
    const applied = begun[index]?.applied === true;
    return { ...resultOf(prepared), applied, rollout: 'failed', error: shownError(end?.reason) };
  });
}

function interrupted(works: readonly EditWork[]): IamraError {
  const written = works.filter(({ applied }) => applied);
  const names = written.map(({ prepared }) => describeTarget(prepared.found)).join(', ');
  const told =
    written.length === 0 ? 'nothing has been changed' : `what was changed stays: ${names}`;
  return new IamraError('IAMRA905', `Interrupted; ${told}.`, {
    fix: 'run the command again: it goes on with the others',
  });
}

function refusedResult({ object, error }: RefusedObject): RefusedResult {
  return { object, error: shownError(error) };
}

/** A fault of the program is no matter of one object. */
function shownError(error: unknown): ShownError {
  if (!IamraError.is(error)) throw error;
  const { code, message, fix } = error;
  return { code, message, fix };
}
