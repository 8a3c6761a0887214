import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { pointer } from '../../json-patch/pointer.ts';
import { injectedLabel, statusAnnotation } from '../annotation-keys.ts';
import type { PodMetadata } from '../pod/pod.ts';

/** Adds what takes the label and the status away, and the maps that nothing else is in. */
export function unmarkPod(
  operations: JsonPatchOperation[],
  metadata: PodMetadata | null | undefined,
): void {
  const marks = [
    { map: 'labels', key: injectedLabel, actual: metadata?.labels },
    { map: 'annotations', key: statusAnnotation, actual: metadata?.annotations },
  ].filter(({ key, actual }) => Object.hasOwn(actual ?? {}, key));
  const emptied = marks.filter(({ actual }) => Object.keys(actual ?? {}).length === 1);
  if (emptied.length > 0 && emptied.length === Object.keys(metadata ?? {}).length) {
    operations.push({ op: 'remove', path: '/metadata' });
    return;
  }
  for (const mark of marks) {
    const map = pointer('/metadata', mark.map);
    operations.push({ op: 'remove', path: emptied.includes(mark) ? map : pointer(map, mark.key) });
  }
}
