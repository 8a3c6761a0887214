import type { SelectedContainers } from '../annotations/injection-request.ts';
import { agentName } from '../contract.ts';
import type { Container, PodSpec } from '../pod/pod.ts';

/** A container of the user's, with its place in the pod as it came. */
export interface PlacedContainer {
  readonly container: Container;
  /** JSON Pointer below the pod. */
  readonly path: string;
}

/** All init and app containers but the agent, in the order of the pod. */
export function listContainers(spec: PodSpec): PlacedContainer[] {
  const found: PlacedContainer[] = [];
  collect(found, spec.initContainers ?? [], '/spec/initContainers');
  collect(found, spec.containers, '/spec/containers');
  return found;
}

function collect(found: PlacedContainer[], containers: readonly Container[], path: string): void {
  for (const [index, container] of containers.entries()) {
    if (container.name !== agentName) found.push({ container, path: `${path}/${index}` });
  }
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
