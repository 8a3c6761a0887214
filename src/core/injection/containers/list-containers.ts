import type { SelectedContainers } from '../annotations/injection-request.ts';
import { agentName } from '../contract.ts';
import type { Container, PodSpec } from '../pod/pod.ts';
import { type ContainerPaths, containerPaths } from './container-paths.ts';

/** A container of the user's, with its place in the pod as it came. */
export interface PlacedContainer {
  readonly container: Container;
  readonly paths: ContainerPaths;
}

/** All init and app containers but the agent, in the order of the pod. */
export function listContainers(spec: PodSpec): PlacedContainer[] {
  const found: PlacedContainer[] = [];
  collect(found, spec.initContainers ?? [], 'initContainers');
  collect(found, spec.containers, 'containers');
  return found;
}

function collect(
  found: PlacedContainer[],
  containers: readonly Container[],
  list: 'initContainers' | 'containers',
): void {
  containers.forEach((container, index) => {
    if (container.name !== agentName) {
      found.push({ container, paths: containerPaths(list, index) });
    }
  });
}

/** Those that the annotations select. */
export function selectContainers(
  containers: readonly PlacedContainer[],
  selection: SelectedContainers,
): readonly PlacedContainer[] {
  if (selection.kind === 'all') return containers;
  const named = new Set(selection.names);
  const wanted = selection.kind === 'include';
  return containers.filter(({ container }) => named.has(container.name) === wanted);
}
