import type { TargetType } from '../target-type.ts';
import type { AnnotationEdits } from '../wanted-annotations.ts';

/** Annotations and labels that are to change; null removes one. */
export interface MetadataEdits {
  readonly annotations: AnnotationEdits;
  /** Of ServiceAccounts alone. */
  readonly labels: AnnotationEdits;
}

/** One annotation or label of an edit. */
export interface EditedField {
  readonly what: 'annotation' | 'label';
  readonly key: string;
  /** Null where it is to go. */
  readonly value: string | null;
  /** The names on the way to it, from the object's root. */
  readonly path: readonly string[];
}

/** The fields that an edit changes. */
export function editedFields(type: TargetType, edits: MetadataEdits): EditedField[] {
  const read = (what: EditedField['what'], values: AnnotationEdits): EditedField[] =>
    Object.entries(values).map(([key, value]) => ({
      what,
      key,
      value,
      path: fieldPath(type, what, key),
    }));
  return [...read('annotation', edits.annotations), ...read('label', edits.labels)];
}

/** The names on the way to an annotation or a label that iamra writes. */
export function fieldPath(
  { path }: TargetType,
  what: EditedField['what'],
  key: string,
): readonly string[] {
  return [...path, 'metadata', `${what}s`, key];
}
