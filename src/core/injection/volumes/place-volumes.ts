import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { appendAll } from '../append-all.ts';
import { covers } from '../covers.ts';
import type { PodSpec, Volume } from '../pod/pod.ts';

const path = '/spec/volumes';

/** Adds what adds the volumes that are missing, and brings those of an earlier injection up to date. */
export function placeVolumes(
  operations: JsonPatchOperation[],
  spec: PodSpec,
  wanted: readonly Volume[],
): void {
  const existing = spec.volumes ?? [];
  const missing: Volume[] = [];
  for (const volume of wanted) {
    const index = existing.findIndex(({ name }) => name === volume.name);
    if (index < 0) missing.push(volume);
    else if (!covers(existing[index], volume)) {
      operations.push({ op: 'replace', path: `${path}/${index}`, value: volume });
    }
  }
  // The very list that other pods get, so that its encoding is known.
  appendAll(operations, spec.volumes, path, missing.length === wanted.length ? wanted : missing);
}
