/** A pod, as far as it tells whether it has a node. */
export interface ScheduledPod {
  readonly status?: {
    readonly conditions?: ReadonlyArray<{
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }>;
  };
}

/** Why the scheduler has no node for a pod, in its own words; undefined where it has, or is silent. */
export function schedulingProblem({ status }: ScheduledPod): string | undefined {
  return status?.conditions?.find(
    ({ type, status: held }) => type === 'PodScheduled' && held === 'False',
  )?.message;
}
