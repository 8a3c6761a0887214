import { findOptIn } from '../injection/annotations/find-opt-in.ts';
import type { Annotations } from '../injection/injection-input.ts';
import type { Compatibility } from '../injection/injection-settings.ts';

/** On each ServiceAccount that asks for credentials: the guard policies select by it. */
export const optedInLabel = 'iamra.dev/opted-in';

/** Whether the annotations of a ServiceAccount ask for credentials for all of its pods. */
export function isOptedIn(
  annotations: Annotations,
  compatibility: Compatibility | undefined,
): boolean {
  // Names only stand in messages, of which there are none here.
  const nobody = { namespace: '', name: '' };
  return findOptIn({}, annotations, nobody, compatibility).kind === 'opted_in';
}

/** The value that the label should get, null to remove it; undefined where it is right as it is. */
export function planOptInLabel(
  annotations: Annotations,
  label: string | undefined,
  compatibility: Compatibility | undefined,
): string | null | undefined {
  const wanted = isOptedIn(annotations, compatibility) ? 'true' : undefined;
  return wanted === label ? undefined : (wanted ?? null);
}
