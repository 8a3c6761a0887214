import type { TargetType } from '../target-type.ts';
import type { Workload } from '../workload.ts';

/** How far a rollout is. */
export type RolloutState =
  | { readonly kind: 'complete' }
  | { readonly kind: 'waiting' | 'failed'; readonly message: string };

const complete: RolloutState = { kind: 'complete' };

/**
 * Judges a rollout by the object's status alone.
 * @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_status/
 */
export function judgeRollout(kind: TargetType['kind'], workload: Workload): RolloutState {
  const { metadata, status } = workload;
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return waiting('the change has not been taken up yet');
  }
  switch (kind) {
    case 'Deployment':
      return judgeDeployment(workload);
    case 'StatefulSet':
      return judgeStatefulSet(workload);
    case 'DaemonSet':
      return judgeDaemonSet(workload);
    default:
      return complete;
  }
}

function judgeDeployment({ spec, status }: Workload): RolloutState {
  const progress = status?.conditions?.find(({ type }) => type === 'Progressing');
  if (progress?.reason === 'ProgressDeadlineExceeded') {
    return { kind: 'failed', message: 'the Deployment exceeded its progress deadline' };
  }
  const wanted = spec?.replicas ?? 1;
  const { replicas, updatedReplicas, availableReplicas } = { ...noReplicas, ...status };
  if (updatedReplicas < wanted) return waiting(`${updatedReplicas} of ${wanted} replicas are new`);
  if (replicas > updatedReplicas) {
    return waiting(`${replicas - updatedReplicas} old replicas are still there`);
  }
  if (availableReplicas < updatedReplicas) {
    return waiting(`${availableReplicas} of ${updatedReplicas} new replicas are available`);
  }
  return complete;
}

function judgeStatefulSet({ spec, status }: Workload): RolloutState {
  const wanted = spec?.replicas ?? 1;
  const { readyReplicas, updatedReplicas } = { ...noReplicas, ...status };
  if (readyReplicas < wanted) return waiting(`${readyReplicas} of ${wanted} replicas are ready`);
  const partition = partitionOf(spec);
  const toUpdate = Math.max(0, wanted - partition);
  // With all replicas updated the controller makes the new revision the current one.
  const isCurrent = status?.updateRevision === status?.currentRevision;
  const isUpdated = partition > 0 ? updatedReplicas >= toUpdate : isCurrent;
  return isUpdated ? complete : waiting(`${updatedReplicas} of ${toUpdate} replicas are new`);
}

function partitionOf(spec: Workload['spec']): number {
  return spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
}

function judgeDaemonSet({ status }: Workload): RolloutState {
  const counted = { ...noPods, ...status };
  const wanted = counted.desiredNumberScheduled;
  const { updatedNumberScheduled: updated, numberAvailable: available } = counted;
  if (updated < wanted) return waiting(`${updated} of ${wanted} pods are new`);
  if (available < wanted) return waiting(`${available} of ${wanted} pods are available`);
  return complete;
}

// The API leaves out counts of zero.
const noReplicas = { replicas: 0, readyReplicas: 0, updatedReplicas: 0, availableReplicas: 0 };
const noPods = { desiredNumberScheduled: 0, updatedNumberScheduled: 0, numberAvailable: 0 };

function waiting(message: string): RolloutState {
  return { kind: 'waiting', message };
}
