import { agentName, agentProgram } from '../contract.ts';
import type { Container, PodSpec } from '../pod/pod.ts';

export interface FoundAgent {
  readonly container: Container;
  /** Its place in `initContainers`. */
  readonly index: number;
}

/** The agent that an earlier injection left in the pod. */
export function findAgent(spec: PodSpec): FoundAgent | undefined {
  const initContainers = spec.initContainers ?? [];
  const index = initContainers.findIndex(isAgent);
  const container = initContainers[index];
  return container === undefined ? undefined : { container, index };
}

/** Containers that bear the agent's name and aren't the one agent. */
export function hasForeignAgent(spec: PodSpec): boolean {
  const named = [...(spec.initContainers ?? []), ...spec.containers].filter(
    ({ name }) => name === agentName,
  );
  return named.length > (findAgent(spec) === undefined ? 0 : 1);
}

function isAgent({ name, args }: Container): boolean {
  return name === agentName && Array.isArray(args) && args[0] === agentProgram;
}
