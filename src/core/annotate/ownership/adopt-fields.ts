import type { ClusterObject } from '../workload.ts';
import {
  editManager,
  type FieldSet,
  isEditManager,
  isOurs,
  type ManagedFields,
  ownsEmptyMap,
  ownsField,
} from './managed-fields.ts';

type Path = readonly string[];

/** The fields, by the names on the way to them, that are to be annotate's alone. */
export interface Adoption {
  /** From iamra's other names; whoever else has them keeps them too. */
  readonly fromOurs: readonly Path[];
  readonly fromAll: readonly Path[];
  /** Maps that somebody may have empty, which keeps others from filling them: `{}` says nothing. */
  readonly emptyMaps: readonly Path[];
}

/**
 * The managed fields of an object once fields have passed to annotate: applying without a field
 * takes it away only from whom has it alone. Undefined where nothing has to pass.
 */
export function adoptFields(
  { apiVersion, metadata }: ClusterObject,
  { fromOurs, fromAll, emptyMaps }: Adoption,
): ManagedFields[] | undefined {
  const entries = metadata.managedFields ?? [];
  const own = entries.find(isEditManager);
  const others = entries.filter((entry) => entry !== own);
  const leaving = (entry: ManagedFields): Path[] => [
    ...[...(isOurs(entry) ? fromOurs : []), ...fromAll].filter((path) => ownsField(entry, path)),
    ...emptyMaps.filter((path) => ownsEmptyMap(entry, path)),
  ];
  const paths = [...fromOurs, ...fromAll];
  const isSettled =
    others.every((entry) => leaving(entry).length === 0) &&
    paths.every((path) => own !== undefined && ownsField(own, path));
  if (isSettled) return undefined;
  const left = others
    .map((entry) => ({ ...entry, fieldsV1: leaving(entry).reduce(without, entry.fieldsV1 ?? {}) }))
    .filter(({ fieldsV1 }) => Object.keys(fieldsV1).length > 0);
  const identity = { manager: editManager, operation: 'Apply', apiVersion, fieldsType: 'FieldsV1' };
  const adopted = { ...(own ?? identity), fieldsV1: paths.reduce(withField, own?.fieldsV1 ?? {}) };
  return [...left, adopted];
}

function without(fields: FieldSet, path: Path): FieldSet {
  const [name = '', ...rest] = path;
  const key = `f:${name}`;
  const { [key]: inner, ...others } = fields;
  if (inner === undefined) return fields;
  const left = rest.length === 0 ? {} : without(inner, rest);
  // A map of which nothing is left but itself is nobody's concern any more.
  const isEmpty = Object.keys(left).every((member) => member === '.');
  return isEmpty ? others : { ...others, [key]: left };
}

function withField(fields: FieldSet, path: Path): FieldSet {
  const [name, ...rest] = path;
  if (name === undefined) return fields;
  const key = `f:${name}`;
  return { ...fields, [key]: withField(fields[key] ?? {}, rest) };
}
