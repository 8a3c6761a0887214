import { editManager } from '../../core/annotate/ownership/managed-fields.ts';
import { type PlannedApply, planApply } from '../../core/annotate/ownership/plan-apply.ts';
import type { PlannedEdit } from '../../core/annotate/plan-edit.ts';
import type { Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { WriteOptions } from '../../kube/kube.ts';
import { applyConflicts, statusCode } from '../../kube/kube-error.ts';
import { findTarget } from './find-target.ts';
import type { FoundTarget } from './found-target.ts';
import { conflictError, refuseConflicts } from './plan-owned-edit.ts';

// The controllers of a workload write its status meanwhile, each time as a new version.
const mostAttempts = 10;

/**
 * Writes an edit by server-side apply: what others wrote stays theirs.
 * @throws {IamraError} IAMRA152 where another field manager has taken a field meanwhile
 */
export async function writeEdit(
  found: FoundTarget,
  edit: PlannedEdit,
  forceConflicts: boolean,
): Promise<void> {
  let current = found;
  for (let attempt = 1; ; attempt += 1) {
    const plan = planApply(current.object, current.target.type, edit.edits);
    try {
      await passFields(current, plan);
      break;
    } catch (error) {
      if (attempt === mostAttempts || !isOutdated(error)) throw error;
    }
    const { kube, target, reference } = found;
    current = await findTarget(kube, target, reference.namespace);
    if (!forceConflicts) refuseConflicts(current, edit.edits);
  }
  await applyEdits(current, edit);
}

/**
 * Has the API server check and admit an edit without storing it; gives the object as it would be.
 * @throws {IamraError} IAMRA152
 */
export function dryRunEdit(found: FoundTarget, edit: PlannedEdit): Promise<Workload> {
  const { managedFields } = planApply(found.object, found.target.type, edit.edits);
  const isOwn = managedFields === undefined;
  // Nothing passes in a dry run; what the API server thinks of the values is the same by merge patch.
  if (isOwn) return applyEdits(found, edit, { dryRun: true });
  return found.kube.merge(found.reference, edit.patch ?? {}, { dryRun: true });
}

async function passFields(
  { kube, reference, object }: FoundTarget,
  plan: PlannedApply,
): Promise<void> {
  if (plan.managedFields === undefined) return;
  const { resourceVersion } = object.metadata;
  const metadata = { managedFields: plan.managedFields, resourceVersion };
  await kube.merge(reference, { metadata });
}

async function applyEdits(
  found: FoundTarget,
  { edits }: PlannedEdit,
  options: WriteOptions = {},
): Promise<Workload> {
  const { configuration } = planApply(found.object, found.target.type, edits);
  try {
    return await found.kube.apply<Workload>(configuration, {
      ...options,
      manager: editManager,
      force: false,
    });
  } catch (error) {
    const conflicts = applyConflicts(error);
    throw conflicts.length > 0 ? conflictError(found, conflicts) : error;
  }
}

function isOutdated(error: unknown): boolean {
  return IamraError.is(error) && statusCode(error.cause) === 409;
}
