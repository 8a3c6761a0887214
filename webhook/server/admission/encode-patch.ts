import type { JsonPatchOperation } from '../../../src/core/json-patch/operation.ts';

/** A patch as the API server reads it: JSON in base64. */
export function encodePatch(patch: readonly JsonPatchOperation[]): string {
  const json = JSON.stringify(patch);
  // Text that is all ASCII, as nearly every patch is, needs no buffer of its own.
  const isAscii = Buffer.byteLength(json) === json.length;
  return isAscii ? btoa(json) : Buffer.from(json).toString('base64');
}
