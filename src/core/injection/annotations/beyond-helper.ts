import { annotationKey } from '../annotation-keys.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice } from '../notice.ts';
import { type AnnotationSource, findAnnotation } from './annotation-source.ts';
import { sidecarIn } from './sidecar-in.ts';

/** What is asked for that AWS's signing helper, which is asked for too, cannot do. */
export function beyondHelper(sources: readonly AnnotationSource[]): InjectionNotice[] {
  if (sidecarIn(sources) === 'agent') return [];
  const endpoint = findAnnotation(sources, annotationKey.credentialsEndpoint);
  if (endpoint?.value !== 'container') return [];
  const { credentialsEndpoint, sidecar } = annotationKey;
  return [
    notice(
      'IAMRA309',
      `${credentialsEndpoint} of ${endpoint.where} is “container”, which AWS's signing helper does not have: it serves instance metadata alone`,
      `remove ${credentialsEndpoint}, or set ${sidecar} to agent`,
    ),
  ];
}
