import type { JsonPatchOperation } from '../json-patch/operation.ts';

/** Adds what appends to a list, which is made where it is absent; never what replaces it. */
export function appendAll(
  operations: JsonPatchOperation[],
  list: readonly unknown[] | null | undefined,
  path: string,
  values: readonly object[],
): void {
  if (values.length === 0) return;
  if (list == null) {
    operations.push({ op: 'add', path, value: values });
    return;
  }
  const end = `${path}/-`;
  for (const value of values) operations.push({ op: 'add', path: end, value });
}
