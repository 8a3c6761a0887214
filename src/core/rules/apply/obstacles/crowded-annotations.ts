import { hasMember } from '../../draft/map-draft.ts';
import type { PodDraft } from '../../draft/pod-draft.ts';
import { appliedAnnotation } from '../../rule-annotations.ts';
import type { Candidate } from '../candidate.ts';

/**
 * Of all keys and values of a pod's annotations, in UTF-8.
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go
 */
export const mostAnnotationBytes = 256 * 1024;

/** Of a character, as strings count them, in UTF-8. */
export const mostBytesOfCharacter = 3;

/** `,` `=` and the hash of a rule. */
const recordLength = 12;

/** More annotations than a pod may have. */
export function crowdedAnnotations(
  { annotations }: PodDraft,
  { rule, parts }: Candidate,
): string | undefined {
  if (parts.annotations.length === 0) return undefined;
  const added = parts.annotations
    .filter(({ key }) => !hasMember(annotations, key))
    .map(({ key, value }) => key + String(value));
  const present = Object.entries(annotations.current).map(([key, value]) => key + String(value));
  const record = appliedAnnotation.length + rule.key.length + recordLength;
  const texts = [...present, ...added];
  const characters = texts.reduce((sum, { length }) => sum + length, record);
  if (characters * mostBytesOfCharacter <= mostAnnotationBytes) return undefined;
  const bytes = new TextEncoder().encode(texts.join('')).length + record;
  if (bytes <= mostAnnotationBytes) return undefined;
  return `the pod would have ${bytes} bytes of annotations, and may have ${mostAnnotationBytes}`;
}
