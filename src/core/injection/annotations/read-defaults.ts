import { type AnnotationKey, annotationKey } from '../annotation-keys.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import type { InjectionDefaults } from '../injection-settings.ts';
import { type AnnotationSource, defaultsPlace } from './annotation-source.ts';
import { checkAnnotations } from './check-annotations.ts';

export interface ReadDefaults {
  readonly source: AnnotationSource;
  readonly problems: readonly InjectionNotice[];
}

const read = new WeakMap<InjectionDefaults, ReadDefaults>();

/** The installation's defaults in the form of annotations, and what is wrong with them; read once. */
export function readDefaults(defaults: InjectionDefaults): ReadDefaults {
  const known = read.get(defaults);
  if (known !== undefined) return known;
  const source = { where: defaultsPlace, annotations: asAnnotations(defaults) };
  const result = { source, problems: checkAnnotations([source]) };
  read.set(defaults, result);
  return result;
}

function asAnnotations(defaults: InjectionDefaults): Record<string, string> {
  const entries: Array<[AnnotationKey, string | number | undefined]> = [
    [annotationKey.trustAnchorArn, defaults.trustAnchorArn],
    [annotationKey.profileArn, defaults.profileArn],
    [annotationKey.region, defaults.region],
    [annotationKey.sessionDuration, defaults.sessionDuration],
    [annotationKey.sidecar, defaults.sidecar],
  ];
  const annotations: Record<string, string> = {};
  for (const [key, value] of entries) if (value !== undefined) annotations[key] = String(value);
  return annotations;
}
