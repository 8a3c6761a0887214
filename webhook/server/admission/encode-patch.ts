import type { JsonPatchOperation } from '../../../src/core/json-patch/operation.ts';

/** Of frozen patches, which many pods get. */
const patches = new WeakMap<readonly JsonPatchOperation[], string>();
/** Of frozen operations, which are in many patches: their base64. */
const pieces = new WeakMap<JsonPatchOperation, string>();
/** Of operations that are not, but whose frozen value is in many patches: their base64, by path. */
const piecesByPath = new WeakMap<object, Map<string, string>>();
/** Whoever sends pods with very many containers must not fill the memory. */
const mostPaths = 64;

// Every piece begins with `,{"`, three bytes that are four characters: the first one's become `[{"`.
const opening = inBase64('[{"');
const closing = inBase64(']');

/**
 * A patch as the API server reads it: JSON in base64. JSON may hold spaces, and base64 turns each three
 * bytes into four characters: what is padded to whole threes is encoded piece by piece.
 */
export function encodePatch(patch: readonly JsonPatchOperation[]): string {
  const known = patches.get(patch);
  if (known !== undefined) return known;
  const encoded = encodePieces(patch);
  if (Object.isFrozen(patch)) patches.set(patch, encoded);
  return encoded;
}

function encodePieces(patch: readonly JsonPatchOperation[]): string {
  if (patch.length === 0) return inBase64('[]');
  let encoded = opening;
  let start = opening.length;
  for (const operation of patch) {
    encoded += start === 0 ? pieceOf(operation) : pieceOf(operation).slice(start);
    start = 0;
  }
  return encoded + closing;
}

function pieceOf(operation: JsonPatchOperation): string {
  const known = pieces.get(operation);
  if (known !== undefined) return known;
  if (!Object.isFrozen(operation)) return pieceOfValue(operation);
  const piece = makePiece(operation);
  pieces.set(operation, piece);
  return piece;
}

function pieceOfValue(operation: JsonPatchOperation): string {
  if (operation.op !== 'add' || !isFrozenObject(operation.value)) return makePiece(operation);
  const { path, value } = operation;
  let known = piecesByPath.get(value);
  if (known === undefined) piecesByPath.set(value, (known = new Map<string, string>()));
  const found = known.get(path);
  if (found !== undefined) return found;
  const piece = makePiece(operation);
  if (known.size < mostPaths) known.set(path, piece);
  return piece;
}

function makePiece(operation: JsonPatchOperation): string {
  return inBase64(`,${JSON.stringify(operation)}`);
}

function inBase64(json: string): string {
  const bytes = Buffer.byteLength(json);
  const padded = json + ' '.repeat((3 - (bytes % 3)) % 3);
  // Text that is all ASCII, as nearly every patch is, needs no buffer of its own.
  return bytes === json.length ? btoa(padded) : Buffer.from(padded).toString('base64');
}

function isFrozenObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.isFrozen(value);
}
