import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { pointer } from '../../json-patch/pointer.ts';
import { injectedLabel, statusAnnotation } from '../annotation-keys.ts';
import type { Pod } from './pod.ts';

const label = member('/metadata/labels', injectedLabel);
const annotation = member('/metadata/annotations', statusAnnotation);

/** Sets the label for selectors and the annotation that tells what was injected. */
export function markPod({ metadata }: Pod, hash: string): JsonPatchOperation[] {
  if (metadata == null) {
    const labels = { [injectedLabel]: 'true' };
    const annotations = { [statusAnnotation]: hash };
    return [{ op: 'add', path: '/metadata', value: { labels, annotations } }];
  }
  const operations: JsonPatchOperation[] = [];
  setMember(operations, metadata.labels, label, 'true');
  setMember(operations, metadata.annotations, annotation, hash);
  return operations;
}

interface Member {
  readonly map: string;
  readonly key: string;
  readonly path: string;
}

function member(map: string, key: string): Member {
  return { map, key, path: pointer(map, key) };
}

function setMember(
  operations: JsonPatchOperation[],
  actual: Readonly<Record<string, unknown>> | null | undefined,
  { map, key, path }: Member,
  value: string,
): void {
  if (actual == null) {
    operations.push({ op: 'add', path: map, value: { [key]: value } });
  } else if (actual[key] !== value) {
    operations.push({ op: Object.hasOwn(actual, key) ? 'replace' : 'add', path, value });
  }
}
