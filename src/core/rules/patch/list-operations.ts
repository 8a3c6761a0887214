import { appendAll } from '../../injection/append-all.ts';
import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import type { ListDraft } from '../draft/list-draft.ts';
import { isSameJson } from './same-json.ts';

/** Adds what makes the list of the pod that of the draft; the list itself is never replaced. */
export function pushListOperations(
  operations: JsonPatchOperation[],
  { original, replaced, added }: ListDraft<object>,
  path: string,
): void {
  for (const [index, { item }] of replaced ?? []) {
    if (isSameJson(original?.[index], item)) continue;
    operations.push({ op: 'replace', path: `${path}/${index}`, value: item });
  }
  appendAll(operations, original, path, added);
}
