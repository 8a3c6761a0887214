import { covers } from '../../injection/covers.ts';
import type { EnvironmentVariable, VolumeMount } from '../../injection/pod/pod.ts';
import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import type { Part } from '../rule.ts';

/** Says whether a variable has the value that is wanted; the API server drops empty ones. */
export function sameVariable(actual: EnvironmentVariable, wanted: EnvironmentVariable): boolean {
  return (
    (actual.value ?? '') === (wanted.value ?? '') && covers(actual.valueFrom, wanted.valueFrom)
  );
}

/** Says whether a volume is mounted as it is wanted, at a path that is the same. */
export function sameMount(actual: VolumeMount, wanted: VolumeMount): boolean {
  return covers(actual, { ...wanted, mountPath: actual.mountPath });
}

/** Each with what its absence means. */
const tolerationMembers = [
  ['key', ''],
  ['operator', 'Equal'],
  ['value', ''],
  ['effect', ''],
  ['tolerationSeconds', undefined],
] as const;

/** Says whether two tolerations are one. */
export function sameToleration(actual: Part, wanted: Part): boolean {
  return tolerationMembers.every(
    ([member, absent]) => (actual[member] ?? absent) === (wanted[member] ?? absent),
  );
}

/** Says whether two references name one Secret. */
export function sameSecret(actual: Part, wanted: Part): boolean {
  return actual['name'] === wanted['name'];
}

/** A path as the kubelet mounts it, whatever slashes end it. */
export function mountedAt({ mountPath }: VolumeMount): string {
  return withoutTrailingSlashes(mountPath);
}
