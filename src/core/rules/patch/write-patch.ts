import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import type { Candidate } from '../apply/candidate.ts';
import { isOfPod } from '../draft/container-draft.ts';
import type { PodDraft } from '../draft/pod-draft.ts';
import type { SharedLists } from '../draft/shared-lists.ts';
import { pushAppContainers, pushInitContainers } from './added-containers.ts';
import { pushAffinityOperations } from './affinity-operations.ts';
import { pushContainerOperations } from './container-operations.ts';
import { pushListOperations } from './list-operations.ts';
import { pushMapOperations } from './map-operations.ts';

/**
 * What makes the pod as it came that of the draft. Every operation but the last ones, which put init
 * containers ahead of others, is addressed to the pod as it came.
 */
export function writePatch(
  draft: PodDraft,
  applied: readonly Candidate[],
  shared: SharedLists,
): readonly JsonPatchOperation[] {
  const operations: JsonPatchOperation[] = [];
  pushMetadataOperations(operations, draft);
  pushListOperations(operations, draft.volumes, '/spec/volumes');
  pushContainers(operations, draft, shared);
  pushMapOperations(operations, draft.nodeSelector, '/spec/nodeSelector');
  pushMapOperations(operations, draft.securityContext, '/spec/securityContext');
  pushListOperations(operations, draft.tolerations, '/spec/tolerations');
  pushListOperations(operations, draft.imagePullSecrets, '/spec/imagePullSecrets');
  pushAffinityOperations(operations, draft.affinity);
  pushAppContainers(operations, draft, shared);
  pushInitContainers(operations, draft, applied, shared);
  return operations;
}

function pushMetadataOperations(
  operations: JsonPatchOperation[],
  { pod, labels, annotations }: PodDraft,
): void {
  if (pod.metadata != null) {
    pushMapOperations(operations, labels, '/metadata/labels');
    pushMapOperations(operations, annotations, '/metadata/annotations');
    return;
  }
  const value = {
    ...(labels.written === undefined ? {} : { labels: labels.current }),
    ...(annotations.written === undefined ? {} : { annotations: annotations.current }),
  };
  if (Object.keys(value).length > 0) operations.push({ op: 'add', path: '/metadata', value });
}

function pushContainers(
  operations: JsonPatchOperation[],
  { pod, containers }: PodDraft,
  shared: SharedLists,
): void {
  for (const container of containers) {
    if (!isOfPod(container)) continue;
    const { list, index } = container;
    pushContainerOperations(operations, container, pod.spec[list]?.[index], shared);
  }
}
