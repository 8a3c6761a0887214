import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { pointer } from '../../json-patch/pointer.ts';

/** Adds what takes elements out of a list, the last first; a list that nothing is left of goes whole. */
export function removeElements(
  operations: JsonPatchOperation[],
  list: readonly unknown[] | null | undefined,
  path: string,
  indexes: readonly number[],
): void {
  if (indexes.length === 0) return;
  if (indexes.length === list?.length) {
    operations.push({ op: 'remove', path });
    return;
  }
  for (const index of indexes.toSorted((a, b) => b - a)) {
    operations.push({ op: 'remove', path: pointer(path, index) });
  }
}

/** The places of the elements that a test picks. */
export function indexesOf<T>(
  list: readonly T[] | null | undefined,
  picks: (element: T) => boolean,
): number[] {
  return (list ?? []).flatMap((element, index) => (picks(element) ? [index] : []));
}
