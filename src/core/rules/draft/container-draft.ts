import { covers, coversEach } from '../../injection/covers.ts';
import type { Container, EnvironmentVariable, VolumeMount } from '../../injection/pod/pod.ts';
import type { Candidate } from '../apply/candidate.ts';
import { draftList, itemsOf, type ListDraft } from './list-draft.ts';

export type ContainerList = 'initContainers' | 'containers';

/** A container with what rules have written into it. */
export interface ContainerDraft {
  readonly list: ContainerList;
  /** In the pod as it came; absent where a rule adds the container. */
  readonly index: number | undefined;
  readonly value: Container;
  /** The rule that wrote the whole container in this call. */
  readonly owner: Candidate | undefined;
  readonly env: ListDraft<EnvironmentVariable>;
  readonly envFrom: ListDraft<object>;
  readonly volumeMounts: ListDraft<VolumeMount>;
  /** Another webhook dropped what makes it a native sidecar. */
  lacksRestartPolicy: boolean;
}

export function draftContainer(
  value: Container,
  list: ContainerList,
  index: number | undefined,
  owner?: Candidate,
): ContainerDraft {
  return {
    list,
    index,
    value,
    owner,
    env: draftList(value.env, owner),
    envFrom: draftList(value.envFrom as readonly object[] | null | undefined, owner),
    volumeMounts: draftList(value.volumeMounts, owner),
    lacksRestartPolicy: false,
  };
}

/** A container that the pod came with, be it as it was or another's now. */
export type PlacedDraft = ContainerDraft & { readonly index: number };

export function isOfPod(draft: ContainerDraft): draft is PlacedDraft {
  return draft.index !== undefined;
}

/** Says whether a container is what a rule wants; its lists may hold what others have added. */
export function isLike(draft: ContainerDraft, wanted: Container): boolean {
  const { env, envFrom, volumeMounts, ...rest } = wanted;
  return (
    covers(draft.value, rest) &&
    coversEach(itemsOf(draft.env), env) &&
    coversEach(itemsOf(draft.envFrom), envFrom) &&
    coversEach(itemsOf(draft.volumeMounts), volumeMounts)
  );
}
