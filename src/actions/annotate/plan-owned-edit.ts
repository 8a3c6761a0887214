import { editedFields, type MetadataEdits } from '../../core/annotate/ownership/edited-fields.ts';
import { findConflicts } from '../../core/annotate/ownership/find-conflicts.ts';
import { type PlannedEdit, planEdit, tellTaken } from '../../core/annotate/plan-edit.ts';
import type { AnnotationEdits } from '../../core/annotate/wanted-annotations.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';

/** What an edit is to do, and may do. */
export interface EditOrder {
  readonly annotations: AnnotationEdits;
  /** Says whether a ServiceAccount opts in. */
  readonly optIn: boolean;
  readonly forceConflicts: boolean;
}

/**
 * Plans the edit of an object, as far as it is iamra's to make.
 * @throws {IamraError} IAMRA152 where another field manager wrote what would change
 */
export function planOwnedEdit(
  found: FoundTarget,
  { annotations, optIn, forceConflicts }: EditOrder,
): PlannedEdit {
  const { object, target } = found;
  const planned = planEdit(object, target.type, annotations, optIn);
  if (!forceConflicts) refuseConflicts(found, planned.edits);
  const taken = findConflicts(object, editedFields(target.type, planned.edits));
  return { ...planned, change: tellTaken(planned.change, taken) };
}

/**
 * Holds edits to what nobody else wrote: an object changed by half could get no credentials at all.
 * @throws {IamraError} IAMRA152
 */
export function refuseConflicts(found: FoundTarget, edits: MetadataEdits): void {
  const conflicts = findConflicts(found.object, editedFields(found.target.type, edits));
  if (conflicts.length === 0) return;
  const fields = conflicts.map(({ field, managers }) => `${field} by ${managers.join(' and ')}`);
  throw conflictError(found, fields);
}

/** Fields of an object that others wrote, by the words of whoever found out. */
export function conflictError(found: FoundTarget, fields: readonly string[]): IamraError {
  return new IamraError(
    'IAMRA152',
    `What would change in ${describeTarget(found)} was written by another field manager: ${fields.join('; ')}.`,
  );
}
