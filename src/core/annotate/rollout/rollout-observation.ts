import type { Workload } from '../workload.ts';
import type { RolloutEvent, RolloutPod } from './rollout-pod.ts';

/** What was there before the change: whoever looks for a reason passes over it. */
export interface RolloutBaseline {
  readonly podUids: ReadonlySet<string>;
  /** By `eventIdentity`. */
  readonly events: ReadonlySet<string>;
}

/** What a rollout looks like at one moment. */
export interface RolloutObservation {
  readonly workload: Workload;
  /** Of a Deployment: the one of its newest revision. */
  readonly replicaSet: Workload | undefined;
  /** Those that the workload made since. */
  readonly pods: readonly RolloutPod[];
  /** Warnings that came since, of the whole namespace. */
  readonly events: readonly RolloutEvent[];
  /** Why the certificate cannot be mounted yet; absent where it can, or where nobody knows. */
  readonly certificateProblem: string | undefined;
}
