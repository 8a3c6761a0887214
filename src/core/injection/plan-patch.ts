import type { JsonPatchOperation } from '../json-patch/operation.ts';
import { agentResources } from './agent/agent-resources.ts';
import { type FoundAgent, findAgent } from './agent/find-agent.ts';
import { placeAgent } from './agent/place-agent.ts';
import { statusAnnotation } from './annotation-keys.ts';
import type { InjectionRequest } from './annotations/injection-request.ts';
import { coverContainer } from './containers/cover-container.ts';
import { type PlacedContainer, selectContainers } from './containers/list-containers.ts';
import { warnOfContainer } from './containers/warn-of-container.ts';
import { workloadContract } from './containers/workload-contract.ts';
import type { InjectionNotice } from './injection-decision.ts';
import { type InjectionMaterial, injectionMaterial } from './injection-material.ts';
import type { InjectionSettings } from './injection-settings.ts';
import { markPod } from './pod/mark-pod.ts';
import type { Pod } from './pod/pod.ts';
import { refuseTakenPaths, refuseTakenVolumes } from './pod/refuse-taken-names.ts';
import { warnOfPod } from './pod/warn-of-pod.ts';
import { placeVolumes } from './volumes/place-volumes.ts';

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
  const material = injectionMaterial(request, settings, task.platformChoosesUser);
  const { volumes } = material;
  const isCurrent =
    pod.metadata?.annotations?.[statusAnnotation] === material.marks.annotation.value;
  const outdated = isCurrent ? undefined : existing;
  const contract = workloadContract(request, material.variables, outdated);
  const selected = selectContainers(containers, request.containers);
  const patch: JsonPatchOperation[] = [];
  for (const placed of selected) coverContainer(patch, placed, contract);
  placeVolumes(patch, pod.spec, volumes);
  placeAgentAndMark(patch, task, { existing, isCurrent }, material);
  return {
    patch,
    problems: [
      ...(existing === undefined ? refuseTakenVolumes(pod.spec, volumes) : []),
      ...(contract.mounts.length === 0 ? [] : refuseTakenPaths(selected)),
    ],
    warnings: [
      ...warnOfPod(pod.spec, containers, request.containers),
      ...selected.flatMap(({ container }) => warnOfContainer(container, contract)),
    ],
  };
}

function placeAgentAndMark(
  patch: JsonPatchOperation[],
  { pod, containers }: PatchTask,
  {
    existing,
    isCurrent,
  }: { readonly existing: FoundAgent | undefined; readonly isCurrent: boolean },
  { agents, marks }: InjectionMaterial,
): void {
  const others = containers.map(({ container }) => container);
  const wanted = agents[agentResources(pod.spec, others)];
  markPod(patch, pod, marks);
  placeAgent(patch, pod.spec, existing, { wanted, isCurrent });
}
