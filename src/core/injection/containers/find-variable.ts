import type { EnvironmentVariable } from '../pod/pod.ts';

/** The variable of this name; of two, the later one, which the kubelet takes. */
export function findVariable(
  environment: readonly EnvironmentVariable[],
  name: string,
): EnvironmentVariable | undefined {
  // No closure: this is asked a hundred times for a pod.
  for (let index = environment.length - 1; index >= 0; index--) {
    const variable = environment[index];
    if (variable?.name === name) return variable;
  }
  return undefined;
}
