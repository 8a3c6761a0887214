import { annotationKey, annotationPrefix, eksAnnotationKey } from '../annotation-keys.ts';
import type { Annotations } from '../injection-input.ts';
import type { Compatibility } from '../injection-settings.ts';
import { hasOurAnnotation } from './annotation-source.ts';
import { eksRoleOf } from './eks-sources.ts';

const eksKeys: ReadonlySet<string> = new Set(Object.values(eksAnnotationKey));

/** Whether the annotations of a ServiceAccount ask for anything, be it to take it back. */
export function asksForItsPods(
  account: Annotations,
  compatibility: Compatibility | undefined,
): boolean {
  if (hasOurAnnotation(account)) return true;
  return compatibility?.eksAnnotations === true && eksRoleOf(account) !== undefined;
}

/** The role that a ServiceAccount gives its pods; undefined where it names none. */
export function roleOfAccount(
  account: Annotations,
  compatibility: Compatibility | undefined,
): string | undefined {
  const own = account[annotationKey.roleArn];
  if (own !== undefined || compatibility?.eksAnnotations !== true) return own;
  return eksRoleOf(account);
}

/** Those annotations of a ServiceAccount that count, be they known ones or not. */
export function countedAnnotations(
  account: Annotations,
  compatibility: Compatibility | undefined,
): Annotations {
  const speaksEks = compatibility?.eksAnnotations === true;
  return Object.fromEntries(
    Object.entries(account).filter(
      ([key]) => key.startsWith(annotationPrefix) || (speaksEks && eksKeys.has(key)),
    ),
  );
}
