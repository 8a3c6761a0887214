import { type AnnotationKey, annotationPrefix } from '../annotation-keys.ts';
import type { Annotations } from '../injection-input.ts';

/** One place where annotations come from; an earlier place wins over a later one. */
export interface AnnotationSource {
  /** As it stands in a sentence: “the pod”, “ServiceAccount team-a/web”. */
  readonly where: string;
  readonly annotations: Annotations;
}

export interface FoundAnnotation {
  readonly key: AnnotationKey;
  readonly value: string;
  readonly where: string;
}

/** The first place that has the key. */
export function findAnnotation(
  sources: readonly AnnotationSource[],
  key: AnnotationKey,
): FoundAnnotation | undefined {
  for (const { where, annotations } of sources) {
    const value = annotations[key];
    if (value !== undefined) return { key, value, where };
  }
  return undefined;
}

/** Those that are ours, be they ones that we know or not. */
export function ourAnnotations(annotations: Annotations): Annotations {
  return Object.fromEntries(
    Object.entries(annotations).filter(([key]) => key.startsWith(annotationPrefix)),
  );
}

/** Says whether any annotation is ours, be it one that we know or not. */
export function hasOurAnnotation(annotations: Annotations): boolean {
  for (const key in annotations) if (key.startsWith(annotationPrefix)) return true;
  return false;
}

export const defaultsPlace = "the installation's defaults";
