import { hasOurAnnotation } from '../annotations/annotation-source.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice } from '../notice.ts';
import { annotationsOf } from '../pod/pod.ts';
import type { PlacedObject, Workload } from './find-workloads.ts';

/** Annotations of ours on a workload whose pods ask for nothing: they were meant for its template. */
export function noticeMisplaced({ kind, annotations, path }: Workload): InjectionNotice[] {
  if (!hasOurAnnotation(annotations)) return [];
  const place = `${path.slice(1).replaceAll('/', '.')}.metadata.annotations`;
  return [
    notice(
      'IAMRA382',
      `the ${kind} itself has annotations under iamra.dev/; its pods only have those of their template`,
      `move them to ${place}`,
    ),
  ];
}

/** Annotations of ours somewhere in an object whose pods are at no place that is known. */
export function noticeUnknownTemplate(object: PlacedObject['object']): InjectionNotice[] {
  if (object['kind'] === 'ServiceAccount' || !hasAnnotatedPart(object)) return [];
  return [
    notice(
      'IAMRA383',
      'it has annotations under iamra.dev/, but no pod template at a place that iamra inject knows',
    ),
  ];
}

function hasAnnotatedPart(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (
    hasOurAnnotation(annotationsOf(value)) ||
    Object.values(value).some((part) => hasAnnotatedPart(part))
  );
}
