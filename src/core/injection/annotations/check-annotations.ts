import { nearest } from '../../nearest.ts';
import { annotationKey, annotationPrefix, statusAnnotation } from '../annotation-keys.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import { annotationRules } from './annotation-rules.ts';
import type { AnnotationSource } from './annotation-source.ts';
import { eksAnnotationRules } from './eks-rules.ts';

const knownKeys = Object.values(annotationKey);
const longestKey = annotationPrefix.length + 63;

/** Unknown keys and values that are not allowed; nothing is guessed. */
export function checkAnnotations(sources: readonly AnnotationSource[]): InjectionNotice[] {
  const problems: InjectionNotice[] = [];
  for (const source of sources) {
    for (const key of Object.keys(source.annotations)) {
      if (!isRead(source, key)) continue;
      const problem = checkAnnotation(source, key, source.annotations[key] ?? '');
      if (problem !== undefined) problems.push(problem);
    }
    if (hasBothLists(source)) problems.push(bothLists(source));
  }
  return problems;
}

/** Says whether the key counts; a source in EKS' words holds nothing else. */
export function isRead({ dialect }: AnnotationSource, key: string): boolean {
  return dialect === 'eks' || (key.startsWith(annotationPrefix) && key !== statusAnnotation);
}

function checkAnnotation(
  source: AnnotationSource,
  key: string,
  value: string,
): InjectionNotice | undefined {
  const rule = (source.dialect === 'eks' ? eksAnnotationRules : annotationRules).get(key);
  if (rule === undefined) return unknownKey(source, key, value);
  if (rule.accepts(value)) return undefined;
  return notice(
    'IAMRA302',
    `${key} of ${source.where} is ${quote(value)}; allowed: ${rule.allowed}`,
    `set ${key} to ${rule.allowed}`,
  );
}

function unknownKey(source: AnnotationSource, key: string, value: string): InjectionNotice {
  const meant = key.length > longestKey ? undefined : nearest(key, knownKeys);
  const names = knownKeys.map((known) => known.slice(annotationPrefix.length)).join(', ');
  return notice(
    'IAMRA301',
    `${source.where} has the unknown annotation ${quote(key)} with the value ${quote(value)}; ` +
      (meant === undefined ? '' : `did you mean ${meant}? `) +
      `Allowed under ${annotationPrefix}: ${names}`,
    meant === undefined ? 'remove the annotation' : `write ${meant}`,
  );
}

function hasBothLists({ annotations }: AnnotationSource): boolean {
  return (
    annotations[annotationKey.includeContainers] !== undefined &&
    annotations[annotationKey.skipContainers] !== undefined
  );
}

function bothLists({ where }: AnnotationSource): InjectionNotice {
  const { includeContainers, skipContainers } = annotationKey;
  return notice(
    'IAMRA303',
    `${where} has both ${includeContainers} and ${skipContainers}; only one of them can hold`,
    `remove ${includeContainers} or ${skipContainers}`,
  );
}
