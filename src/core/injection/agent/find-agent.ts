import { agentName, agentProgram, helperProgram } from '../contract.ts';
import type { Container, PodSpec } from '../pod/pod.ts';
import type { Sidecar } from '../sidecar.ts';

export interface FoundAgent {
  readonly container: Container;
  /** Its place in `initContainers`. */
  readonly index: number;
}

/** The agent, or AWS's signing helper in its place, that an earlier injection left in the pod. */
export function findAgent(spec: PodSpec): FoundAgent | undefined {
  const initContainers = spec.initContainers ?? [];
  const index = initContainers.findIndex((container) => sidecarOf(container) !== undefined);
  const container = initContainers[index];
  return container === undefined ? undefined : { container, index };
}

/** Which of ours a container is; undefined for anybody else's. */
export function sidecarOf({ name, command, args }: Container): Sidecar | undefined {
  if (name !== agentName) return undefined;
  if (Array.isArray(args) && args[0] === agentProgram) return 'agent';
  return Array.isArray(command) && command[0] === helperProgram ? 'aws-signing-helper' : undefined;
}

/** Containers that bear the agent's name and aren't the one agent. */
export function hasForeignAgent(spec: PodSpec): boolean {
  const named = [...(spec.initContainers ?? []), ...spec.containers].filter(
    ({ name }) => name === agentName,
  );
  return named.length > (findAgent(spec) === undefined ? 0 : 1);
}
