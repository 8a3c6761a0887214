import type { JsonPatchOperation } from './operation.ts';
import { parsePointer } from './pointer.ts';

type Parent = unknown[] | Record<string, unknown>;

/**
 * A copy of the document with the patch applied, as an API server would (RFC 6902).
 * @throws {RangeError} where a path leads nowhere
 */
export function applyPatch(document: unknown, patch: readonly JsonPatchOperation[]): unknown {
  const root = { '': structuredClone(document) };
  for (const operation of patch) applyOperation(root, operation);
  return root[''];
}

function applyOperation(root: Parent, operation: JsonPatchOperation): void {
  const segments = ['', ...parsePointer(operation.path)];
  const key = segments.pop() ?? '';
  const parent = segments.reduce<unknown>(
    (node, segment) => childOf(node, segment, operation.path),
    root,
  );
  if (Array.isArray(parent)) changeArray(parent, key, operation);
  else if (isRecord(parent)) changeRecord(parent, key, operation);
  else throw nowhere(operation.path);
}

function childOf(node: unknown, segment: string, path: string): unknown {
  if (Array.isArray(node)) return node[indexIn(node, segment, path)];
  if (isRecord(node) && Object.hasOwn(node, segment)) return node[segment];
  throw nowhere(path);
}

function changeArray(array: unknown[], key: string, operation: JsonPatchOperation): void {
  if (operation.op === 'add') {
    const index = key === '-' ? array.length : indexIn([...array, null], key, operation.path);
    array.splice(index, 0, structuredClone(operation.value));
    return;
  }
  const index = indexIn(array, key, operation.path);
  if (operation.op === 'remove') array.splice(index, 1);
  else array[index] = structuredClone(operation.value);
}

function changeRecord(
  record: Record<string, unknown>,
  key: string,
  operation: JsonPatchOperation,
): void {
  if (operation.op !== 'add' && !Object.hasOwn(record, key)) throw nowhere(operation.path);
  if (operation.op === 'remove') {
    Reflect.deleteProperty(record, key);
    return;
  }
  // An assignment to `__proto__` would change the prototype instead of adding a member.
  Object.defineProperty(record, key, {
    value: structuredClone(operation.value),
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function indexIn(array: readonly unknown[], segment: string, path: string): number {
  const index = /^(0|[1-9]\d*)$/.test(segment) ? Number(segment) : array.length;
  if (index >= array.length) throw nowhere(path);
  return index;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nowhere(path: string): RangeError {
  return new RangeError(`The patch leads nowhere: ${path.slice(0, 200)}`);
}
