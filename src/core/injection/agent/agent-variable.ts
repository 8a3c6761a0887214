import type { PodSpec } from '../pod/pod.ts';
import { findAgent } from './find-agent.ts';

/** What the agent of a pod was given in a variable; undefined where it has no agent, or not this variable. */
export function agentVariable(spec: PodSpec, name: string): string | undefined {
  const environment = findAgent(spec)?.container.env ?? [];
  const value = environment.find((variable) => variable.name === name)?.value;
  // In a container's variables `$$` stands for `$`.
  return typeof value === 'string' ? value.replaceAll('$$', '$') : undefined;
}
