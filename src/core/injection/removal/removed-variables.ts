import { portOf } from '../containers/workload-contract.ts';
import {
  type InjectedVariable,
  leadsToAgent,
  workloadEnvironment,
} from '../containers/workload-environment.ts';
import type { Container } from '../pod/pod.ts';

/** What an injection gave to the containers of a pod, as far as its agent tells. */
export function earlierVariables(agent: Container | undefined): readonly InjectedVariable[] {
  const port = agent === undefined ? undefined : portOf(agent);
  const region = agent?.env?.find(({ name }) => name === 'IAMRA_REGION')?.value;
  if (port === undefined || typeof region !== 'string') return [];
  return workloadEnvironment({ region, credentialsEndpoint: 'container', regionalSts: true }, port);
}

/** The variables of a container that an injection put there. */
export interface FoundVariables {
  readonly indexes: readonly number[];
  /** Names of those that have another value now. */
  readonly changed: readonly string[];
}

/**
 * Finds them: what leads to the agent is iamra's, and so is what stands behind it with the value that
 * an injection gives. What the user had set before stands before it.
 */
export function findInjectedVariables(
  { env }: Container,
  given: readonly InjectedVariable[],
): FoundVariables {
  const values = new Map(given.map((variable) => [variable.name, variable]));
  const environment = env ?? [];
  const start = environment.findIndex(({ name, value }) => {
    const ours = values.get(name);
    return ours !== undefined && leadsToAgent(ours) && ours.value === value;
  });
  if (start < 0) return { indexes: [], changed: [] };
  const indexes: number[] = [];
  const changed: string[] = [];
  for (const [index, { name, value }] of environment.entries()) {
    const ours = index < start ? undefined : values.get(name);
    if (ours === undefined) continue;
    if (ours.value === value) indexes.push(index);
    else changed.push(name);
  }
  return { indexes, changed };
}
