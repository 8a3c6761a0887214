import type { JsonPatchOperation } from '../json-patch/operation.ts';

/** Whoever sends pods with very many containers must not fill the memory. */
const mostPlaces = 64;
/** Of frozen lists, which many pods get: their operations, by place. */
const known = new WeakMap<readonly object[], Map<string, readonly JsonPatchOperation[]>>();

/** Adds what appends to a list, which is made where it is absent; never what replaces it. */
export function appendAll(
  operations: JsonPatchOperation[],
  list: readonly unknown[] | null | undefined,
  path: string,
  values: readonly object[],
): void {
  if (values.length === 0) return;
  const place = list == null ? path : `${path}/-`;
  for (const operation of operationsAt(place, values, list == null)) operations.push(operation);
}

function operationsAt(
  place: string,
  values: readonly object[],
  isWhole: boolean,
): readonly JsonPatchOperation[] {
  if (!Object.isFrozen(values)) return makeOperations(place, values, isWhole);
  let byPlace = known.get(values);
  if (byPlace === undefined)
    known.set(values, (byPlace = new Map<string, readonly JsonPatchOperation[]>()));
  const found = byPlace.get(place);
  if (found !== undefined) return found;
  const made = makeOperations(place, values, isWhole);
  for (const operation of made) Object.freeze(operation);
  if (byPlace.size < mostPlaces) byPlace.set(place, made);
  return made;
}

function makeOperations(
  path: string,
  values: readonly object[],
  isWhole: boolean,
): readonly JsonPatchOperation[] {
  if (isWhole) return [{ op: 'add', path, value: values }];
  return values.map((value) => ({ op: 'add', path, value }));
}
