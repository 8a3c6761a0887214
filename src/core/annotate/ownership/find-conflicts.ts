import type { ClusterObject } from '../workload.ts';
import type { EditedField } from './edited-fields.ts';
import { isOurs, ownsField } from './managed-fields.ts';

/** A field that somebody else wrote, and that an edit would take. */
export interface FieldConflict {
  /** `annotation iamra.dev/role-arn` */
  readonly field: string;
  readonly managers: readonly string[];
}

/** The fields of an edit that belong to others. */
export function findConflicts(
  { metadata }: ClusterObject,
  fields: readonly EditedField[],
): FieldConflict[] {
  const others = (metadata.managedFields ?? []).filter((entry) => !isOurs(entry));
  return fields.flatMap(({ what, key, path }) => {
    const owners = others.filter((entry) => ownsField(entry, path));
    const managers = owners.map(({ manager }) => manager ?? 'unknown');
    return managers.length === 0 ? [] : [{ field: `${what} ${key}`, managers }];
  });
}
