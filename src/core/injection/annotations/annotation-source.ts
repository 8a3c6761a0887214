import {
  type AnnotationKey,
  annotationKey,
  annotationPrefix,
  type EksAnnotationKey,
  eksAnnotationKey,
} from '../annotation-keys.ts';
import type { Annotations } from '../injection-input.ts';

/** One place where annotations come from; an earlier place wins over a later one. */
export interface AnnotationSource {
  /** As it stands in a sentence: “the pod”, “ServiceAccount team-a/web”. */
  readonly where: string;
  readonly annotations: Annotations;
  /** Whose keys are read here; ours where it is absent. */
  readonly dialect?: 'eks';
}

export interface FoundAnnotation {
  /** As it is written there. */
  readonly key: AnnotationKey | EksAnnotationKey;
  readonly value: string;
  readonly where: string;
}

const eksWords: Readonly<Partial<Record<AnnotationKey, EksAnnotationKey>>> = {
  [annotationKey.roleArn]: eksAnnotationKey.roleArn,
  [annotationKey.skipContainers]: eksAnnotationKey.skipContainers,
};

/** The first place that has the key, or what EKS calls it. */
export function findAnnotation(
  sources: readonly AnnotationSource[],
  key: AnnotationKey,
): FoundAnnotation | undefined {
  for (const source of sources) {
    const found = annotationIn(source, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The annotation of one place. */
export function annotationIn(
  { where, annotations, dialect }: AnnotationSource,
  key: AnnotationKey,
): FoundAnnotation | undefined {
  const word = dialect === undefined ? key : eksWords[key];
  const value = word && annotations[word];
  return word === undefined || value === undefined ? undefined : { key: word, value, where };
}

/** The first place that has a key which only EKS knows. */
export function findEksAnnotation(
  sources: readonly AnnotationSource[],
  key: EksAnnotationKey,
): FoundAnnotation | undefined {
  for (const { where, annotations, dialect } of sources) {
    const value = dialect === 'eks' ? annotations[key] : undefined;
    if (value !== undefined) return { key, value, where };
  }
  return undefined;
}

/** Says whether any annotation is ours, be it one that we know or not. */
export function hasOurAnnotation(annotations: Annotations): boolean {
  for (const key in annotations) if (key.startsWith(annotationPrefix)) return true;
  return false;
}

export const defaultsPlace = "the installation's defaults";
