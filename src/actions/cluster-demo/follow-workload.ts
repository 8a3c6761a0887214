import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube } from '../../kube/kube.ts';
import { poll } from '../poll.ts';
import { demoNamespace, workloadName } from './demo-names.ts';
import { delayOf, failureOf, isRunning, type WorkloadPod } from './judge-pod.ts';

const startSeconds = 120;
const roleSeconds = 60;
const pollMilliseconds = 500;
const assumedRole = /^arn:[\w-]+:sts::\d{12}:assumed-role\//;

/**
 * Waits for the first words of the workload.
 * @throws {IamraError} IAMRA187, IAMRA188 where it cannot start
 */
export async function awaitFirstWords(
  { signal }: Context,
  kube: Kube,
  endpointUrl: string,
): Promise<string> {
  let delay = 'no pod was made';
  const ask = async (): Promise<string | undefined> => {
    const pods = await listPods(kube);
    for (const pod of pods) {
      const failure = failureOf(pod, endpointUrl);
      if (failure !== undefined) throw failure;
      delay = delayOf(pod);
    }
    return lastLine(kube, pods);
  };
  const words = await poll(ask, { seconds: startSeconds, pollMilliseconds, signal });
  if (words !== undefined) return words;
  throw new IamraError('IAMRA188', `The workload said nothing for ${startSeconds} s: ${delay}`);
}

/**
 * Waits until the workload has its role, and gives the ARN.
 * @throws {IamraError} IAMRA189 with what it says instead
 */
export async function awaitAssumedRole({ signal }: Context, kube: Kube): Promise<string> {
  let last = 'nothing';
  const ask = async (): Promise<string | undefined> => {
    const pods = await listPods(kube);
    last = (await lastLine(kube, pods)) ?? last;
    // While the pod from before still ends, kubectl logs deployment/… may show that one.
    return pods.length === 1 && assumedRole.test(last) ? last : undefined;
  };
  const arn = await poll(ask, { seconds: roleSeconds, pollMilliseconds, signal });
  if (arn !== undefined) return arn;
  throw new IamraError('IAMRA189', `After ${roleSeconds} s the workload still says: ${last}`);
}

/** The newest comes first. */
async function listPods(kube: Kube): Promise<WorkloadPod[]> {
  const labelSelector = `app=${workloadName}`;
  const query = { apiVersion: 'v1', kind: 'Pod', namespace: demoNamespace, labelSelector };
  const pods = await kube.list<WorkloadPod>(query);
  return pods.toSorted((one, other) => createdAt(other) - createdAt(one));
}

function createdAt({ metadata }: WorkloadPod): number {
  return new Date(metadata.creationTimestamp ?? 0).getTime();
}

async function lastLine(kube: Kube, pods: readonly WorkloadPod[]): Promise<string | undefined> {
  const pod = pods.find(isRunning)?.metadata.name;
  if (pod === undefined) return undefined;
  const text = await kube.log({ namespace: demoNamespace, pod, container: workloadName });
  return text.trimEnd().split('\n').at(-1) || undefined;
}
