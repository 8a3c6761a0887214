import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { pointer } from '../../json-patch/pointer.ts';
import { injectedLabel, statusAnnotation } from '../annotation-keys.ts';
import type { Pod } from './pod.ts';

/** Sets the label for selectors and the annotation that tells what was injected. */
export function markPod({ metadata }: Pod, hash: string): JsonPatchOperation[] {
  const labels = { [injectedLabel]: 'true' };
  const annotations = { [statusAnnotation]: hash };
  if (metadata == null) {
    return [{ op: 'add', path: '/metadata', value: { labels, annotations } }];
  }
  return [
    ...setMember(metadata.labels, '/metadata/labels', labels),
    ...setMember(metadata.annotations, '/metadata/annotations', annotations),
  ];
}

function setMember(
  map: Readonly<Record<string, unknown>> | null | undefined,
  path: string,
  wanted: Readonly<Record<string, string>>,
): JsonPatchOperation[] {
  if (map == null) return [{ op: 'add', path, value: wanted }];
  return Object.entries(wanted)
    .filter(([key, value]) => map[key] !== value)
    .map(([key, value]) => ({
      op: Object.hasOwn(map, key) ? 'replace' : 'add',
      path: pointer(path, key),
      value,
    }));
}
