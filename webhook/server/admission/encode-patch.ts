import type { JsonPatchOperation } from '../../../src/core/json-patch/operation.ts';

const texts = new WeakMap<object, string>();

/** A patch as the API server reads it: JSON in base64. */
export function encodePatch(patch: readonly JsonPatchOperation[]): string {
  let json = '[';
  for (const operation of patch) json += operationText(operation, json === '[' ? '' : ',');
  json += ']';
  // Text that is all ASCII, as nearly every patch is, needs no buffer of its own.
  const isAscii = Buffer.byteLength(json) === json.length;
  return isAscii ? btoa(json) : Buffer.from(json).toString('base64');
}

function operationText(operation: JsonPatchOperation, separator: string): string {
  const path = JSON.stringify(operation.path);
  if (operation.op === 'remove') return `${separator}{"op":"remove","path":${path}}`;
  return `${separator}{"op":"${operation.op}","path":${path},"value":${valueText(operation.value)}}`;
}

/** What the planner has frozen is in many patches: its text is made once. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(',')}]`;
  if (!isFrozenObject(value)) return JSON.stringify(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}

function isFrozenObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.isFrozen(value);
}
