import { lastTroubleOf } from '../../../core/checks/helper-words.ts';
import type { AgentReport, OptedInPod } from '../../../core/checks/workload-facts.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { agentName } from '../../../core/injection/contract.ts';
import type { Kube } from '../../../kube/kube.ts';
import { type ClusterObject, readAll } from './cluster-reader.ts';

interface Event extends ClusterObject {
  readonly message?: string;
  readonly lastTimestamp?: string;
}

/** What there is to know of a pod with AWS's signing helper, which itself cannot be asked. */
export async function askHelper(
  kube: Kube,
  pod: OptedInPod,
  now: Date,
): Promise<AgentReport['answer']> {
  const hasStarted = pod.agent?.hasStarted === true;
  const words = await asFarAsAllowed(() =>
    hasStarted ? loggedTrouble(kube, pod, now) : failedProbe(kube, pod),
  );
  return { kind: 'helper', hasStarted, words: words ?? '' };
}

/** Who may not read logs or Events, or asks a pod that has just ended, sees the rest all the same. */
async function asFarAsAllowed(
  read: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await read();
  } catch (error) {
    if (IamraError.is(error)) return undefined;
    throw error;
  }
}

async function loggedTrouble(
  kube: Kube,
  { namespace, name }: OptedInPod,
  now: Date,
): Promise<string | undefined> {
  const log = await kube.log({ namespace, pod: name, container: agentName });
  return lastTroubleOf(log, now);
}

async function failedProbe(
  kube: Kube,
  { namespace, name }: OptedInPod,
): Promise<string | undefined> {
  const events = await readAll<Event>(kube, {
    apiVersion: 'v1',
    kind: 'Event',
    namespace,
    fieldSelector: `reason=Unhealthy,involvedObject.name=${name}`,
  });
  const inOrder = events.toSorted((a, b) => momentOf(a) - momentOf(b));
  return inOrder.at(-1)?.message?.trim().replaceAll(/\s+/g, ' ');
}

function momentOf({ lastTimestamp = '' }: Event): number {
  return Date.parse(lastTimestamp) || 0;
}
