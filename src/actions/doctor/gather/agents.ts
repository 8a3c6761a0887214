import type { AgentReport, OptedInPod } from '../../../core/checks/workload-facts.ts';
import { errorMessage } from '../../../core/errors/error-message.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { withinSeconds } from '../within-seconds.ts';
import { askHelper } from './ask-helper.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { statusMessage } from './status-message.ts';

const atOnce = 16;
const answerSeconds = 5;

type Answer = AgentReport['answer'];

/** Asks each agent through the API server's proxy for the pod; nothing is run in the pod. */
export async function gatherAgents(world: DoctorWorld): Promise<AgentReport[]> {
  const kube = await world.kube();
  const pods = await world.read('pods');
  const injected = pods.filter(({ agent }) => agent !== undefined);
  return mapConcurrently(injected, atOnce, async (pod) => ({
    pod,
    answer: await ask(kube, pod, world.context.now()),
  }));
}

async function ask(kube: Kube, pod: OptedInPod, now: Date): Promise<Answer> {
  const { namespace, name, agent } = pod;
  if (agent?.isRunning !== true) return { kind: 'not-running', reason: agent?.reason ?? '' };
  if (agent.sidecar === 'aws-signing-helper') return askHelper(kube, pod, now);
  const target = { namespace, pod: name, port: agent.healthPort };
  try {
    const what = `the state of pod ${namespace}/${name}`;
    const [ready, metrics] = await withinSeconds(
      answerSeconds,
      what,
      Promise.all([kube.podProxy(target, '/readyz'), kube.podProxy(target, '/metrics')]),
    );
    return answerOf(ready, metrics);
  } catch (error) {
    return { kind: 'unreachable', reason: errorMessage(error) };
  }
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** The API server answers in the agent's place where it can't, or may not, ask it. */
function answerOf(ready: Reply, metrics: Reply): Answer {
  if (ready.status === 403) return { kind: 'forbidden', reason: statusMessage(ready.body) };
  if (metrics.status !== 200) return { kind: 'unreachable', reason: statusMessage(metrics.body) };
  return { kind: 'answered', ...ready, metrics: metrics.body };
}
