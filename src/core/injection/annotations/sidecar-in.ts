import { annotationKey } from '../annotation-keys.ts';
import type { Sidecar } from '../sidecar.ts';
import { type AnnotationSource, findAnnotation } from './annotation-source.ts';

/** The sidecar that is asked for; iamra's agent where nothing says otherwise. */
export function sidecarIn(sources: readonly AnnotationSource[]): Sidecar {
  const asked = findAnnotation(sources, annotationKey.sidecar)?.value;
  return asked === 'aws-signing-helper' ? asked : 'agent';
}
