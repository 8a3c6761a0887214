import type { Container, Pod, Volume } from '../../injection/pod/pod.ts';
import type { Part } from '../rule.ts';
import { type AffinityDraft, draftAffinity, type RawAffinity } from './affinity-draft.ts';
import { type ContainerDraft, type ContainerList, draftContainer } from './container-draft.ts';
import { draftList, type ListDraft } from './list-draft.ts';
import { draftMap, type MapDraft } from './map-draft.ts';

/** A pod of which also these parts are read. */
export interface SchedulablePod extends Pod {
  readonly spec: Pod['spec'] & {
    readonly securityContext?: Part | null;
    readonly tolerations?: readonly Part[] | null;
    readonly imagePullSecrets?: readonly Part[] | null;
    readonly affinity?: RawAffinity | null;
  };
}

/** A pod with what rules have written into it; the pod itself is never changed. */
export interface PodDraft {
  readonly pod: SchedulablePod;
  readonly labels: MapDraft;
  readonly annotations: MapDraft;
  readonly nodeSelector: MapDraft;
  readonly securityContext: MapDraft;
  readonly volumes: ListDraft<Volume>;
  readonly tolerations: ListDraft<Part>;
  readonly imagePullSecrets: ListDraft<Part>;
  readonly affinity: AffinityDraft;
  /** Those of the pod in its order, then those that rules add. */
  readonly containers: ContainerDraft[];
}

export function draftPod(pod: SchedulablePod): PodDraft {
  const { metadata, spec } = pod;
  const containers: ContainerDraft[] = [];
  collect(containers, spec.initContainers ?? [], 'initContainers');
  collect(containers, spec.containers, 'containers');
  return {
    pod,
    labels: draftMap('label', metadata?.labels),
    annotations: draftMap('annotation', metadata?.annotations),
    nodeSelector: draftMap('nodeSelector', spec.nodeSelector),
    securityContext: draftMap('securityContext', spec.securityContext),
    volumes: draftList(spec.volumes),
    tolerations: draftList(spec.tolerations),
    imagePullSecrets: draftList(spec.imagePullSecrets),
    affinity: draftAffinity(spec.affinity),
    containers,
  };
}

/** The container of a name, which no two of a pod may share. */
export function findContainer({ containers }: PodDraft, name: string): ContainerDraft | undefined {
  for (const container of containers) if (container.value.name === name) return container;
  return undefined;
}

function collect(
  drafts: ContainerDraft[],
  containers: readonly Container[],
  list: ContainerList,
): void {
  for (const [index, container] of containers.entries()) {
    drafts.push(draftContainer(container, list, index));
  }
}
