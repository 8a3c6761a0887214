import { type ScheduledPod, schedulingProblem } from '../../checks/scheduling-problem.ts';

/** A pod, as far as it tells why it isn't ready. */
export interface TroubledPod {
  readonly metadata: { readonly name?: string };
  readonly status?: ScheduledPod['status'] & {
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
  readonly lastState?: { readonly terminated?: { readonly message?: string } };
}

/** Why a pod isn't ready, in Kubernetes' own words; undefined where it is, or may well be soon. */
export function podTrouble(pod: TroubledPod): string | undefined {
  const { metadata, status } = pod;
  const trouble =
    status?.containerStatuses?.map(containerTrouble).find((text) => text !== undefined) ??
    schedulingProblem(pod);
  return trouble === undefined ? undefined : `pod ${metadata.name ?? ''}: ${trouble.trim()}`;
}

/** The last words of a container say more than that it is started again. */
function containerTrouble({ state, lastState }: ContainerStatus): string | undefined {
  const { reason, message } = state?.waiting ?? {};
  if (reason === undefined || reason === 'ContainerCreating') return undefined;
  const words = lastState?.terminated?.message ?? message;
  return words === undefined ? reason : `${reason}: ${words}`;
}
