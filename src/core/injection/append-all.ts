import type { JsonPatchOperation } from '../json-patch/operation.ts';

/** Appends to a list, which is made where it is absent; never replaces it. */
export function appendAll(
  list: readonly unknown[] | null | undefined,
  path: string,
  values: readonly object[],
): JsonPatchOperation[] {
  if (values.length === 0) return [];
  if (list == null) return [{ op: 'add', path, value: values }];
  return values.map((value) => ({ op: 'add', path: `${path}/-`, value }));
}
