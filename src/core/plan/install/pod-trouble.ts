/** A pod, as far as it tells why it isn't ready. */
export interface TroubledPod {
  readonly metadata: { readonly name?: string };
  readonly status?: {
    readonly conditions?: ReadonlyArray<{
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }>;
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
  readonly lastState?: { readonly terminated?: { readonly message?: string } };
}

/** Why a pod isn't ready, in Kubernetes' own words; undefined where it is, or may well be soon. */
export function podTrouble({ metadata, status }: TroubledPod): string | undefined {
  const trouble =
    status?.containerStatuses?.map(containerTrouble).find((text) => text !== undefined) ??
    schedulingTrouble(status);
  return trouble === undefined ? undefined : `pod ${metadata.name ?? ''}: ${trouble.trim()}`;
}

/** The last words of a container say more than that it is started again. */
function containerTrouble({ state, lastState }: ContainerStatus): string | undefined {
  const { reason, message } = state?.waiting ?? {};
  if (reason === undefined || reason === 'ContainerCreating') return undefined;
  const words = lastState?.terminated?.message ?? message;
  return words === undefined ? reason : `${reason}: ${words}`;
}

function schedulingTrouble(status: TroubledPod['status']): string | undefined {
  const unscheduled = status?.conditions?.find(
    ({ type, status: held }) => type === 'PodScheduled' && held === 'False',
  );
  return unscheduled?.message;
}
