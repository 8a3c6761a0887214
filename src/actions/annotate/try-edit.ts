import type { PlannedEdit } from '../../core/annotate/plan-edit.ts';
import { recreateJob } from '../../core/annotate/recreate-job.ts';
import type { AnnotationEdits } from '../../core/annotate/wanted-annotations.ts';
import type { Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';

/**
 * Has the API server check and admit the change without storing it; gives the object as it would be.
 * @throws {IamraError} IAMRA173 for a Job that can't be changed, with the command that recreates it
 */
export async function tryEdit(
  found: FoundTarget,
  edit: PlannedEdit,
  edits: AnnotationEdits,
): Promise<Workload> {
  const { kube, reference, object, target } = found;
  if (edit.patch === undefined) return object;
  const isJob = target.type.kind === 'Job';
  if (isJob && object.spec?.suspend !== true) throw unchangeable(found, edits);
  try {
    return await kube.merge(reference, edit.patch, { dryRun: true });
  } catch (cause) {
    // A suspended Job that has run before is as fixed as one that runs.
    if (isJob && IamraError.is(cause) && /immutable/.test(cause.message)) {
      throw unchangeable(found, edits, cause);
    }
    throw cause;
  }
}

function unchangeable(found: FoundTarget, edits: AnnotationEdits, cause?: unknown): IamraError {
  const { object, reference } = found;
  const owner = object.metadata.ownerReferences?.find(({ kind }) => kind === 'CronJob');
  const fix =
    owner === undefined
      ? recreateJob(object, edits)
      : `annotate CronJob ${owner.name} in namespace ${reference.namespace} in its place`;
  return new IamraError(
    'IAMRA173',
    `The pod template of ${describeTarget(found)} cannot be changed: the Job was started.`,
    { fix, ...(cause === undefined ? {} : { cause }) },
  );
}
