import { editedObject, type PlannedEdit } from '../../core/annotate/plan-edit.ts';
import { recreateJob } from '../../core/annotate/recreate-job.ts';
import type { Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Trial } from './annotate-input.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';
import { dryRunEdit } from './write-edit.ts';

/**
 * Gives the object as the change would make it; the API server has checked and admitted that, unless
 * it is not to be asked.
 * @throws {IamraError} IAMRA173 for a Job that can't be changed, with the command that recreates it
 */
export async function tryEdit(
  found: FoundTarget,
  edit: PlannedEdit,
  trial: Trial,
): Promise<Workload> {
  const { object, target } = found;
  if (edit.patch === undefined) return object;
  const isJob = target.type.kind === 'Job';
  if (isJob && object.spec?.suspend !== true) throw unchangeable(found, edit);
  if (trial === 'client') return editedObject(object, edit);
  try {
    return await dryRunEdit(found, edit);
  } catch (cause) {
    // A suspended Job that has run before is as fixed as one that runs.
    if (isJob && IamraError.is(cause) && /immutable/.test(cause.message)) {
      throw unchangeable(found, edit, cause);
    }
    throw cause;
  }
}

function unchangeable(found: FoundTarget, { edits }: PlannedEdit, cause?: unknown): IamraError {
  const { object, reference } = found;
  const owner = object.metadata.ownerReferences?.find(({ kind }) => kind === 'CronJob');
  const fix =
    owner === undefined
      ? recreateJob(object, edits.annotations)
      : `annotate CronJob ${owner.name} in namespace ${reference.namespace} in its place`;
  return new IamraError(
    'IAMRA173',
    `The pod template of ${describeTarget(found)} cannot be changed: the Job was started.`,
    { fix, ...(cause === undefined ? {} : { cause }) },
  );
}
