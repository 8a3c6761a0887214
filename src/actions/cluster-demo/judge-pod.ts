import { type ScheduledPod, schedulingProblem } from '../../core/checks/scheduling-problem.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { KubeObject } from '../../kube/kube.ts';
import { workloadName } from './demo-names.ts';
import { reachContainer } from './workload-objects.ts';

/** A pod of the demo's workload, as far as it is looked at. */
export interface WorkloadPod extends KubeObject {
  readonly status?: ScheduledPod['status'] & {
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly image?: string;
  readonly ready?: boolean;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: { readonly exitCode: number; readonly message?: string };
}

const noImage = new Set(['ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName']);

/** Whether the workload's own container runs. */
export function isRunning({ status }: WorkloadPod): boolean {
  return (
    status?.containerStatuses?.some(({ name, ready }) => name === workloadName && ready) ?? false
  );
}

/** Why the pod will not start; undefined where it may well. */
export function failureOf(pod: WorkloadPod, endpointUrl: string): IamraError | undefined {
  const statuses = containerStatuses(pod);
  const unpulled = statuses.find(({ state }) => noImage.has(state?.waiting?.reason ?? ''));
  if (unpulled !== undefined) return imageFailure(unpulled);
  const reach = statuses.find(({ name }) => name === reachContainer);
  const { exitCode = 0, message = '' } = ended(reach) ?? {};
  return exitCode === 0 ? undefined : reachFailure(endpointUrl, message.trim());
}

/** What a pod that may still start waits for, in Kubernetes' own words. */
export function delayOf(pod: WorkloadPod): string {
  const waiting = containerStatuses(pod).find(({ state }) => state?.waiting !== undefined);
  const { reason = 'waits', message } = waiting?.state?.waiting ?? {};
  return schedulingProblem(pod) ?? (message === undefined ? reason : `${reason}: ${message}`);
}

function containerStatuses({ status }: WorkloadPod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

function ended(status: ContainerStatus | undefined): ContainerState['terminated'] {
  return status?.state?.terminated ?? status?.lastState?.terminated;
}

function imageFailure({ image = '', state }: ContainerStatus): IamraError {
  const { reason = '', message } = state?.waiting ?? {};
  return new IamraError(
    'IAMRA188',
    `The cluster has no image ${image}, and cannot pull it: ${message ?? reason}`,
    {
      fix: 'load the image into the cluster (kind load docker-image, k3s ctr images import), or name another one with --image',
    },
  );
}

function reachFailure(endpointUrl: string, reason: string): IamraError {
  const { hostname, port } = new URL(endpointUrl);
  return new IamraError(
    'IAMRA187',
    `Pods do not reach the emulator at ${endpointUrl}: ${reason === '' ? 'no answer' : reason}`,
    {
      fix: `let TCP port ${port} of ${hostname} through the firewall of this machine, or name another of its addresses with --host (Docker Desktop: --host host.docker.internal)`,
    },
  );
}
