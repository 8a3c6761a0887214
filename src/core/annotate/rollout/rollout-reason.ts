import { schedulingProblem } from '../../checks/scheduling-problem.ts';
import { agentName } from '../../injection/contract.ts';
import type { RolloutObservation } from './rollout-observation.ts';
import type { ContainerStatus, RolloutPod } from './rollout-pod.ts';

/** Why a rollout does not end. */
export interface RolloutReason {
  readonly message: string;
  /** Waiting longer does not help. */
  readonly final: boolean;
}

const decided = /denied (the )?request|violates PodSecurity/;
const onTheirWay = ['PodInitializing', 'ContainerCreating'];

/** The closest reason that the cluster gives, in its own words; undefined where it gives none. */
export function findRolloutReason(observed: RolloutObservation): RolloutReason | undefined {
  const refusal = failedCreate(observed);
  if (refusal !== undefined) return { message: refusal, final: decided.test(refusal) };
  const message =
    firstOf(observed.pods, agentEnd) ??
    observed.certificateProblem ??
    firstOf(observed.pods, containerProblem) ??
    failedMount(observed) ??
    firstOf(observed.pods, unscheduled);
  return message === undefined ? undefined : { message, final: false };
}

/** The API server's answer to whoever makes the pods: admission refusals stand here verbatim. */
function failedCreate({ workload, replicaSet, events }: RolloutObservation): string | undefined {
  const condition = replicaSet?.status?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (condition?.message !== undefined) return condition.message;
  const makers = [workload, replicaSet].map((maker) => maker?.metadata.uid);
  return events.findLast(
    ({ reason, involvedObject }) =>
      reason === 'FailedCreate' && makers.includes(involvedObject.uid ?? 'unknown'),
  )?.message;
}

function agentEnd(pod: RolloutPod): string | undefined {
  const agent = statusesOf(pod).find(({ name }) => name === agentName);
  const message = agent?.state?.terminated?.message ?? agent?.lastState?.terminated?.message;
  return message === undefined || message === ''
    ? undefined
    : `pod ${nameOf(pod)}: ${agentName} ended: ${message.trim()}`;
}

function containerProblem(pod: RolloutPod): string | undefined {
  return firstOf(statusesOf(pod), (status) => {
    const { reason } = status.state?.waiting ?? {};
    if (reason === undefined || onTheirWay.includes(reason)) return undefined;
    const subject = `pod ${nameOf(pod)}: container ${status.name} waits in ${reason}`;
    return `${subject}${lastWords(status)}`;
  });
}

function lastWords({ state, lastState }: ContainerStatus): string {
  const ended = lastState?.terminated;
  const code = ended === undefined ? '' : `, ended with exit code ${ended.exitCode ?? 0}`;
  const said = (ended?.message ?? state?.waiting?.message ?? '').trim();
  return said === '' ? code : `${code}: ${said}`;
}

function failedMount({ pods, events }: RolloutObservation): string | undefined {
  const uids = new Map(pods.map((pod) => [pod.metadata.uid, nameOf(pod)]));
  const event = events.findLast(
    ({ reason, involvedObject }) => reason === 'FailedMount' && uids.has(involvedObject.uid),
  );
  if (event === undefined) return undefined;
  return `pod ${uids.get(event.involvedObject.uid) ?? ''}: ${event.message ?? 'a mount failed'}`;
}

function unscheduled(pod: RolloutPod): string | undefined {
  const problem = schedulingProblem(pod);
  return problem === undefined ? undefined : `pod ${nameOf(pod)}: ${problem}`;
}

function statusesOf({ status }: RolloutPod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

function nameOf({ metadata }: RolloutPod): string {
  return metadata.name ?? '';
}

function firstOf<T>(
  items: readonly T[],
  read: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
