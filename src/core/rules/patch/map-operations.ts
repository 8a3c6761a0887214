import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import type { MapDraft } from '../draft/map-draft.ts';
import { isSameJson } from './same-json.ts';

/** Adds what makes the map of the pod that of the draft, member by member. */
export function pushMapOperations(
  operations: JsonPatchOperation[],
  { original, current, written }: MapDraft,
  path: string,
): void {
  if (written === undefined) return;
  if (original == null) {
    operations.push({ op: 'add', path, value: current });
    return;
  }
  for (const { entry } of written.values()) {
    const { key, value, add } = entry;
    if (!Object.hasOwn(original, key)) operations.push(add);
    else if (!isSameJson(original[key], value)) {
      operations.push({ op: 'replace', path: add.path, value });
    }
  }
}
