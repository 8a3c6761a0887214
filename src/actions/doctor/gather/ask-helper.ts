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
  const words = hasStarted ? await loggedTrouble(kube, pod, now) : await failedProbe(kube, pod);
  return { kind: 'helper', hasStarted, words };
}

async function failedProbe(kube: Kube, { namespace, name }: OptedInPod): Promise<string> {
  const events = await readAll<Event>(kube, {
    apiVersion: 'v1',
    kind: 'Event',
    namespace,
    fieldSelector: `reason=Unhealthy,involvedObject.name=${name}`,
  });
  const [last] = events.toSorted((a, b) =>
    (a.lastTimestamp ?? '') > (b.lastTimestamp ?? '') ? -1 : 1,
  );
  return oneLine(last?.message ?? '');
}

async function loggedTrouble(kube: Kube, pod: OptedInPod, now: Date): Promise<string> {
  const { namespace, name } = pod;
  try {
    const log = await kube.log({ namespace, pod: name, container: agentName });
    return lastTroubleOf(log, now) ?? '';
  } catch (error) {
    // Who may not read logs sees the rest all the same.
    if (IamraError.is(error)) return '';
    throw error;
  }
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
