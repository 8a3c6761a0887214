import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { pointer } from '../../json-patch/pointer.ts';
import { injectedLabel, statusAnnotation } from '../annotation-keys.ts';
import type { Pod } from './pod.ts';

/** What marks a pod: a label for selectors, and an annotation that tells what was injected. */
export interface PodMarks {
  readonly label: Mark;
  readonly annotation: Mark;
}

interface Mark {
  readonly key: string;
  readonly value: string;
  /** Adds it to a map that lacks it. */
  readonly add: JsonPatchOperation;
  /** Makes the map. */
  readonly make: JsonPatchOperation;
}

export function podMarks(hash: string): PodMarks {
  return {
    label: mark('/metadata/labels', injectedLabel, 'true'),
    annotation: mark('/metadata/annotations', statusAnnotation, hash),
  };
}

/** Adds what gives a pod the marks that it lacks. */
export function markPod(
  operations: JsonPatchOperation[],
  { metadata }: Pod,
  { label, annotation }: PodMarks,
): void {
  if (metadata == null) {
    const labels = { [label.key]: label.value };
    const annotations = { [annotation.key]: annotation.value };
    operations.push({ op: 'add', path: '/metadata', value: { labels, annotations } });
    return;
  }
  setMark(operations, metadata.labels, label);
  setMark(operations, metadata.annotations, annotation);
}

function mark(map: string, key: string, value: string): Mark {
  const add = { op: 'add', path: pointer(map, key), value } as const;
  return { key, value, add, make: { op: 'add', path: map, value: { [key]: value } } };
}

function setMark(
  operations: JsonPatchOperation[],
  actual: Readonly<Record<string, unknown>> | null | undefined,
  { key, value, add, make }: Mark,
): void {
  if (actual == null) operations.push(make);
  else if (!Object.hasOwn(actual, key)) operations.push(add);
  else if (actual[key] !== value) operations.push({ op: 'replace', path: add.path, value });
}
