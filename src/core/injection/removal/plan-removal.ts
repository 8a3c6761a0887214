import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { type FoundAgent, findAgent } from '../agent/find-agent.ts';
import { statusAnnotation } from '../annotation-keys.ts';
import { listContainers, type PlacedContainer } from '../containers/list-containers.ts';
import { isTokenMount } from '../containers/token-mount.ts';
import type { InjectedVariable } from '../containers/workload-environment.ts';
import { volumeName } from '../contract.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import { findShapeProblem } from '../pod/find-shape-problem.ts';
import { annotationsOf, type Pod, type Volume } from '../pod/pod.ts';
import { noticeChangedAgent, noticeLostAgent } from './find-changes.ts';
import { indexesOf, removeElements } from './remove-elements.ts';
import { earlierVariables, findInjectedVariables } from './removed-variables.ts';
import { unmarkPod } from './unmark-pod.ts';

/** What becomes of a pod from which an injection is taken back. */
export type RemovalDecision =
  | {
      readonly kind: 'remove';
      readonly patch: readonly JsonPatchOperation[];
      readonly warnings: readonly InjectionNotice[];
    }
  | { readonly kind: 'skip'; readonly reason: 'not_injected' }
  | { readonly kind: 'refuse'; readonly problems: readonly InjectionNotice[] };

const ourVolumes: readonly string[] = Object.values(volumeName);

/**
 * Takes out of a pod, or a pod template, what an injection has put in, and nothing else: the
 * annotations that ask for credentials stay. The operations are in an order in which none moves what
 * a later one is about.
 */
export function planRemoval(raw: unknown): RemovalDecision {
  const problem = findShapeProblem(raw);
  if (problem !== undefined) {
    if (annotationsOf(raw)[statusAnnotation] === undefined) return notInjected;
    return { kind: 'refuse', problems: [notice('IAMRA310', problem)] };
  }
  const pod = raw as Pod;
  const agent = findAgent(pod.spec);
  const given = earlierVariables(agent?.container);
  const containers = listContainers(pod.spec);
  const patch: JsonPatchOperation[] = [];
  const warnings = containers.flatMap((placed) => uncover(patch, placed, given));
  const volumes = (pod.spec.volumes ?? []).filter(({ name }) => ourVolumes.includes(name));
  warnings.push(...noticeChangedAgent(pod, agent, volumes, given));
  warnings.push(...removeVolumes(patch, pod, containers));
  unmarkPod(patch, pod.metadata);
  removeAgent(patch, pod, agent);
  if (patch.length === 0) return notInjected;
  if (agent === undefined) warnings.push(noticeLostAgent());
  return { kind: 'remove', patch, warnings };
}

const notInjected: RemovalDecision = { kind: 'skip', reason: 'not_injected' };

function uncover(
  patch: JsonPatchOperation[],
  { container, paths }: PlacedContainer,
  given: readonly InjectedVariable[],
): InjectionNotice[] {
  const { indexes, changed } = findInjectedVariables(container, given);
  removeElements(patch, container.env, paths.env, indexes);
  const mounts = indexesOf(container.volumeMounts, isTokenMount);
  removeElements(patch, container.volumeMounts, paths.volumeMounts, mounts);
  if (changed.length === 0) return [];
  const names = changed.join(', ');
  return [
    notice(
      'IAMRA384',
      `container ${quote(container.name)} has another value for ${names} than was injected; left as it is`,
    ),
  ];
}

function removeVolumes(
  patch: JsonPatchOperation[],
  { spec }: Pod,
  containers: readonly PlacedContainer[],
): InjectionNotice[] {
  const users = (volume: Volume): PlacedContainer[] =>
    containers.filter(({ container }) =>
      (container.volumeMounts ?? []).some(
        (mount) => mount.name === volume.name && !isTokenMount(mount),
      ),
    );
  const isOurs = (volume: Volume): boolean => ourVolumes.includes(volume.name);
  const isFree = (volume: Volume): boolean => isOurs(volume) && users(volume).length === 0;
  removeElements(patch, spec.volumes, '/spec/volumes', indexesOf(spec.volumes, isFree));
  return (spec.volumes ?? [])
    .filter((volume) => isOurs(volume) && !isFree(volume))
    .map((volume) => {
      const names = users(volume).map(({ container }) => quote(container.name));
      return notice(
        'IAMRA384',
        `volume ${quote(volume.name)} stays: container ${names.join(', ')} mounts it elsewhere`,
      );
    });
}

function removeAgent(
  patch: JsonPatchOperation[],
  { spec }: Pod,
  agent: FoundAgent | undefined,
): void {
  if (agent === undefined) return;
  removeElements(patch, spec.initContainers, '/spec/initContainers', [agent.index]);
}
