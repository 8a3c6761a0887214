import { annotationPrefix } from '../../injection/annotation-keys.ts';
import { annotationsOf } from '../../injection/pod/pod.ts';
import type { TargetType } from '../target-type.ts';
import { annotatedPart, type ClusterObject } from '../workload.ts';
import { adoptFields } from './adopt-fields.ts';
import { type EditedField, editedFields, type MetadataEdits } from './edited-fields.ts';
import {
  isEditManager,
  isOurs,
  type ManagedFields,
  ownsEmptyMap,
  ownsField,
} from './managed-fields.ts';

/** How server-side apply makes an edit. */
export interface PlannedApply {
  /** To be written before, where fields have to pass to annotate first: it changes no value. */
  readonly managedFields: readonly ManagedFields[] | undefined;
  /** All that annotate has of the object from then on: what it no longer names goes. */
  readonly configuration: ClusterObject;
}

/**
 * Plans an edit as an apply that names iamra's fields and no others. What earlier releases wrote by
 * merge patch passes to it. Whatever else the edit changes passes too: findConflicts tells from whom.
 */
export function planApply(
  object: ClusterObject,
  type: TargetType,
  edits: MetadataEdits,
): PlannedApply {
  const entries = object.metadata.managedFields ?? [];
  const ours = entries.filter(isOurs);
  const edited = editedFields(type, edits);
  const owned = presentFields(object, type).filter(({ path }) =>
    ours.some((entry) => ownsField(entry, path)),
  );
  const taken = edited.filter(
    ({ path, value }) => value === null || entries.some((entry) => isOthers(entry, path)),
  );
  return {
    managedFields: adoptFields(object, {
      fromOurs: owned.map(({ path }) => path),
      fromAll: taken.map(({ path }) => path),
      emptyMaps: taken.flatMap(({ path }) => mapsOn(path)),
    }),
    configuration: configurationOf(object, type, [...owned, ...edited]),
  };
}

/** The maps on the way to a field. */
function mapsOn(path: readonly string[]): string[][] {
  return path.slice(1).map((_, index) => path.slice(0, index + 1));
}

function isOthers(entry: ManagedFields, path: readonly string[]): boolean {
  if (isEditManager(entry)) return false;
  return ownsField(entry, path) || mapsOn(path).some((map) => ownsEmptyMap(entry, map));
}

/** What the object has of iamra's, as if it were to be written. */
function presentFields(object: ClusterObject, type: TargetType): EditedField[] {
  const labels = type.kind === 'ServiceAccount' ? (object.metadata.labels ?? {}) : {};
  const annotations = annotationsOf(annotatedPart(object, type));
  return editedFields(type, { annotations, labels }).filter(({ key }) =>
    key.startsWith(annotationPrefix),
  );
}

/** Of fields that are named twice the later one counts. */
function configurationOf(
  { apiVersion, kind, metadata }: ClusterObject,
  { path }: TargetType,
  fields: readonly EditedField[],
): ClusterObject {
  const { name = '', namespace = '', uid } = metadata;
  const valuesOf = (what: EditedField['what']): object => {
    const values = new Map(
      fields.filter((field) => field.what === what).map(({ key, value }) => [key, value]),
    );
    const named = [...values].filter(([, value]) => value !== null);
    return named.length === 0 ? {} : { [`${what}s`]: Object.fromEntries(named) };
  };
  const written = { ...valuesOf('annotation'), ...valuesOf('label') };
  // With its uid, an object that was deleted meanwhile is not made anew.
  const identity = { name, namespace, ...(uid === undefined ? {} : { uid }) };
  if (path.length === 0) return { apiVersion, kind, metadata: { ...identity, ...written } };
  // An empty template would be something to own.
  if (Object.keys(written).length === 0) return { apiVersion, kind, metadata: identity };
  const below = [...path].reduceRight<object>((inner, key) => ({ [key]: inner }), {
    metadata: written,
  });
  return { apiVersion, kind, metadata: identity, ...below };
}
