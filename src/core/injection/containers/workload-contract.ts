import type { FoundAgent } from '../agent/find-agent.ts';
import type { InjectionRequest } from '../annotations/injection-request.ts';
import { credentialsPortVariable } from '../contract.ts';
import type { Container, VolumeMount } from '../pod/pod.ts';
import { tokenMounts } from './token-mount.ts';
import {
  type InjectedVariable,
  isRegion,
  leadsToAgent,
  workloadEnvironment,
} from './workload-environment.ts';

/** What the containers of a pod get. */
export interface WorkloadContract {
  readonly variables: readonly InjectedVariable[];
  /** None with the metadata endpoint, which hands out tokens of its own. */
  readonly mounts: readonly VolumeMount[];
  /** The region is not to win over what a container's `envFrom` holds. */
  readonly yieldsRegion: boolean;
  readonly credentialsEndpoint: InjectionRequest['credentialsEndpoint'];
  /** What an earlier injection gave them that leads elsewhere, or nowhere, now. */
  readonly outdated: readonly InjectedVariable[];
  /** An earlier injection may have mounted the token, which nothing reads now. */
  readonly dropsToken: boolean;
}

/** The contract of a pod with the variables of today, and with what it has from an agent of yesterday. */
export function workloadContract(
  request: InjectionRequest,
  variables: readonly InjectedVariable[],
  earlier: FoundAgent | undefined,
): WorkloadContract {
  const { credentialsEndpoint } = request;
  return {
    variables,
    mounts: credentialsEndpoint === 'container' ? tokenMounts : [],
    yieldsRegion: !request.regionIsAsked,
    credentialsEndpoint,
    outdated: earlier === undefined ? [] : outdatedVariables(variables, earlier, request),
    dropsToken: earlier !== undefined && credentialsEndpoint === 'imds',
  };
}

function outdatedVariables(
  variables: readonly InjectedVariable[],
  { container }: FoundAgent,
  request: InjectionRequest,
): InjectedVariable[] {
  const port = portOf(container);
  if (port === undefined) return [];
  return workloadEnvironment({ ...request, credentialsEndpoint: 'container' }, port).filter(
    (earlier) =>
      leadsToAgent(earlier) &&
      !variables.some(({ name, value }) => name === earlier.name && value === earlier.value),
  );
}

/** Says whether a variable is left to the container's `envFrom`, which explicit variables win over. */
export function isLeftToEnvFrom(
  variable: InjectedVariable,
  { envFrom }: Container,
  { yieldsRegion }: WorkloadContract,
): boolean {
  return yieldsRegion && (envFrom?.length ?? 0) > 0 && isRegion(variable);
}

/** The credentials port that an agent was given. */
export function portOf({ env }: Container): number | undefined {
  const value = (env ?? []).find(({ name }) => name === credentialsPortVariable)?.value;
  return typeof value === 'string' ? Number(value) : undefined;
}
