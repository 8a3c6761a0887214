import type { JsonPatchOperation } from '../json-patch/operation.ts';
import { agentContainer } from './agent-container.ts';
import { agentResources } from './agent-resources.ts';
import { statusAnnotation } from './annotation-keys.ts';
import { coverContainer } from './cover-container.ts';
import { type FoundAgent, findAgent } from './find-agent.ts';
import { injectedVolumes } from './injected-volumes.ts';
import type { InjectionNotice } from './injection-decision.ts';
import type { InjectionRequest } from './injection-request.ts';
import type { InjectionSettings } from './injection-settings.ts';
import { type PlacedContainer, selectContainers } from './list-containers.ts';
import { markPod } from './mark-pod.ts';
import { placeAgent } from './place-agent.ts';
import { placeVolumes } from './place-volumes.ts';
import type { Container, Pod, Volume } from './pod.ts';
import { refuseTakenPaths, refuseTakenVolumes } from './refuse-taken-names.ts';
import { statusHash } from './status-hash.ts';
import { warnOfContainer } from './warn-of-container.ts';
import { warnOfPod } from './warn-of-pod.ts';
import { type WorkloadContract, workloadContract } from './workload-contract.ts';

export interface PatchTask {
  readonly pod: Pod;
  /** All but the agent. */
  readonly containers: readonly PlacedContainer[];
  readonly request: InjectionRequest;
  readonly settings: InjectionSettings;
  /** The platform gives each namespace its own range of users. */
  readonly platformChoosesUser: boolean;
}

export interface PlannedPatch {
  readonly patch: readonly JsonPatchOperation[];
  readonly problems: readonly InjectionNotice[];
  readonly warnings: readonly InjectionNotice[];
}

/**
 * The patch from the pod as it came to what is asked for; empty where nothing is missing. All of its
 * operations are addressed to the pod as it came: those that move containers come last.
 */
export function planPatch(task: PatchTask): PlannedPatch {
  const { pod, containers, request, settings } = task;
  const existing = findAgent(pod.spec);
  const volumes = injectedVolumes(request, settings);
  const contract = workloadContract(request, settings, existing);
  const selected = selectContainers(containers, request.containers);
  return {
    patch: [
      ...selected.flatMap((placed) => coverContainer(placed, contract)),
      ...placeVolumes(pod.spec, volumes),
      ...placeAgentAndMark(task, existing, volumes, contract),
    ],
    problems: [
      ...(existing === undefined ? refuseTakenVolumes(pod.spec, volumes) : []),
      ...(contract.mount === undefined ? [] : refuseTakenPaths(selected)),
    ],
    warnings: [
      ...warnOfPod(pod.spec, containers, request.containers),
      ...selected.flatMap(({ container }) => warnOfContainer(container, contract)),
    ],
  };
}

function placeAgentAndMark(
  task: PatchTask,
  existing: FoundAgent | undefined,
  volumes: readonly Volume[],
  { variables }: WorkloadContract,
): JsonPatchOperation[] {
  const { pod, containers, settings } = task;
  const agent = agentContainer(task.request, settings, task.platformChoosesUser);
  const hash = statusHash(agent, volumes, variables);
  const isCurrent = pod.metadata?.annotations?.[statusAnnotation] === hash;
  const others = containers.map(({ container }) => container);
  const resources = agentResources(pod.spec, others, settings);
  const wanted: Container = resources === undefined ? agent : { ...agent, resources };
  return [...markPod(pod, hash), ...placeAgent(pod.spec, existing, wanted, isCurrent)];
}
