import type { FoundAgent } from '../agent/find-agent.ts';
import type { InjectionRequest } from '../annotations/injection-request.ts';
import { credentialsPortVariable } from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { Container, VolumeMount } from '../pod/pod.ts';
import { tokenMounts } from './token-mount.ts';
import { type InjectedVariable, isRegion, workloadEnvironment } from './workload-environment.ts';

/** What the containers of a pod get. */
export interface WorkloadContract {
  readonly variables: readonly InjectedVariable[];
  /** None with the metadata endpoint, which hands out tokens of its own. */
  readonly mounts: readonly VolumeMount[];
  /** The region is not to win over what a container's `envFrom` holds. */
  readonly yieldsRegion: boolean;
  readonly credentialsEndpoint: InjectionRequest['credentialsEndpoint'];
  /** What an earlier injection with another port gave them. */
  readonly outdated: readonly InjectedVariable[];
}

/** The contract of a pod that has been injected before, or not, with the variables of today. */
export function workloadContract(
  request: InjectionRequest,
  { ports }: InjectionSettings,
  variables: readonly InjectedVariable[],
  existing: FoundAgent | undefined,
): WorkloadContract {
  const { credentialsEndpoint } = request;
  const earlierPort = existing === undefined ? undefined : portOf(existing.container);
  const isMoved = earlierPort !== undefined && earlierPort !== ports.credentials;
  return {
    variables,
    mounts: credentialsEndpoint === 'container' ? tokenMounts : [],
    yieldsRegion: !request.regionIsAsked,
    credentialsEndpoint,
    outdated: isMoved ? workloadEnvironment(request, earlierPort) : [],
  };
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
