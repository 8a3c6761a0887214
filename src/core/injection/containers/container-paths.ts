/** JSON Pointers to a container of a pod, and to its lists. */
export interface ContainerPaths {
  readonly container: string;
  readonly env: string;
  readonly envFrom: string;
  readonly volumeMounts: string;
}

type List = 'initContainers' | 'containers';

/** Pods have few containers, and the webhook sees many pods: the same strings serve them all. */
const mostKept = 64;
const kept: Readonly<Record<List, ContainerPaths[]>> = { initContainers: [], containers: [] };

/** Where the container is in a pod as it came. */
export function containerPaths(list: List, index: number): ContainerPaths {
  if (index >= mostKept) return makePaths(list, index);
  return (kept[list][index] ??= makePaths(list, index));
}

function makePaths(list: List, index: number): ContainerPaths {
  const container = `/spec/${list}/${index}`;
  return {
    container,
    env: `${container}/env`,
    envFrom: `${container}/envFrom`,
    volumeMounts: `${container}/volumeMounts`,
  };
}
