import type { JsonPatchOperation } from '../json-patch/operation.ts';

/** What appends to a list, and what makes it where it is absent. */
interface Operations {
  readonly append: readonly JsonPatchOperation[];
  readonly make: readonly JsonPatchOperation[];
}

/** Whoever sends pods with very many containers must not fill the memory. */
const mostPlaces = 64;
/** Of frozen lists, which many pods get: their operations, by the path of the list. */
const known = new WeakMap<readonly object[], Map<string, Operations>>();

/** Adds what appends to a list, which is made where it is absent; never what replaces it. */
export function appendAll(
  operations: JsonPatchOperation[],
  list: readonly unknown[] | null | undefined,
  path: string,
  values: readonly object[],
): void {
  if (values.length === 0) return;
  const { append, make } = operationsAt(path, values);
  for (const operation of list == null ? make : append) operations.push(operation);
}

function operationsAt(path: string, values: readonly object[]): Operations {
  if (!Object.isFrozen(values)) return makeOperations(path, values);
  let byPath = known.get(values);
  if (byPath === undefined) known.set(values, (byPath = new Map<string, Operations>()));
  const found = byPath.get(path);
  if (found !== undefined) return found;
  const made = makeOperations(path, values);
  for (const operation of [...made.append, ...made.make]) Object.freeze(operation);
  if (byPath.size < mostPlaces) byPath.set(path, made);
  return made;
}

function makeOperations(path: string, values: readonly object[]): Operations {
  return {
    append: values.map((value) => ({ op: 'add', path: `${path}/-`, value })),
    make: [{ op: 'add', path, value: values }],
  };
}
