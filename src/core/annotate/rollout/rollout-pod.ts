import type { ClusterObject, Condition } from '../workload.ts';

/** A pod, as far as it tells why a rollout does not end. */
export interface RolloutPod extends ClusterObject {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: {
    readonly reason?: string;
    readonly message?: string;
    readonly exitCode?: number;
  };
}

/** An Event of the core API. */
export interface RolloutEvent extends ClusterObject {
  readonly involvedObject: {
    readonly kind?: string;
    readonly name?: string;
    readonly uid?: string;
  };
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
}

/** An event that is repeated keeps its name and counts. */
export function eventIdentity({ metadata, count }: RolloutEvent): string {
  return `${metadata.uid ?? metadata.name ?? ''} ${count ?? 1}`;
}
