import { optedInLabel } from '../injection/annotation-keys.ts';
import { annotationsOf } from '../injection/pod/pod.ts';
import { mergePatch } from '../json-patch/merge-patch.ts';
import type { Change } from '../plan/change.ts';
import type { MetadataEdits } from './ownership/edited-fields.ts';
import type { FieldConflict } from './ownership/find-conflicts.ts';
import type { TargetType } from './target-type.ts';
import type { AnnotationEdits } from './wanted-annotations.ts';
import { annotatedPart, type ClusterObject } from './workload.ts';

/** One object's change: what would be written, and its line in the plan. */
export interface PlannedEdit {
  readonly edits: MetadataEdits;
  /** As a merge patch; absent where nothing is to do. */
  readonly patch: object | undefined;
  readonly change: Change;
}

/**
 * Plans the edits of annotations in a pod template; on a ServiceAccount the label that the guard
 * selects by goes with them.
 */
export function planEdit(
  object: ClusterObject,
  type: TargetType,
  annotations: AnnotationEdits,
  optIn: boolean,
): PlannedEdit {
  const { name = '', namespace = '', labels = {} } = object.metadata;
  const present = annotationsOf(annotatedPart(object, type));
  const label = type.kind === 'ServiceAccount' ? labelEdit(labels, optIn) : {};
  const edits = { annotations, labels: label };
  const details = [
    ...Object.entries(annotations).map(([key, value]) =>
      detail('annotation', key, present[key], value),
    ),
    ...Object.entries(label).map(([key, value]) => detail('label', key, labels[key], value)),
  ];
  const resource = `${type.kind} ${namespace}/${name}`;
  if (details.length === 0) {
    return { edits, patch: undefined, change: { action: 'keep', resource, details } };
  }
  const metadata = {
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    ...(Object.keys(label).length === 0 ? {} : { labels: label }),
  };
  const patch = [...type.path].reduceRight<object>((inner, key) => ({ [key]: inner }), {
    metadata,
  });
  const where = type.path.length === 0 ? '' : 'pod template: ';
  return {
    edits,
    patch,
    change: { action: 'update', resource, details: details.map((text) => `${where}${text}`) },
  };
}

/** Says in the plan from whom fields are taken. */
export function tellTaken(change: Change, conflicts: readonly FieldConflict[]): Change {
  const taken = conflicts.map(
    ({ field, managers }) => `${field} is taken from ${managers.join(', ')}`,
  );
  return { ...change, details: [...change.details, ...taken] };
}

/** The object as the edit would make it, before the API server has looked at it. */
export function editedObject<T extends ClusterObject>(object: T, { patch }: PlannedEdit): T {
  return patch === undefined ? object : (mergePatch(object, patch) as T);
}

function labelEdit(labels: Readonly<Record<string, string>>, optIn: boolean): AnnotationEdits {
  const wanted = optIn ? 'true' : undefined;
  return labels[optedInLabel] === wanted ? {} : { [optedInLabel]: wanted ?? null };
}

function detail(
  what: 'annotation' | 'label',
  key: string,
  before: string | undefined,
  after: string | null,
): string {
  if (after === null) return `${what} ${key} removed (was ${before ?? ''})`;
  return `${what} ${key}: ${before === undefined ? '' : `${before} → `}${after}`;
}
