import { agentContainer } from './agent/agent-container.ts';
import { type AgentResources, withResources } from './agent/agent-resources.ts';
import { statusHash } from './agent/status-hash.ts';
import type { InjectionRequest } from './annotations/injection-request.ts';
import { type InjectedVariable, workloadEnvironment } from './containers/workload-environment.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { InjectionSettings } from './injection-settings.ts';
import type { Container, Volume } from './pod/pod.ts';
import { injectedVolumes } from './volumes/injected-volumes.ts';

/** What all pods of one request get, whatever else is in them; deeply frozen, since they share it. */
export interface InjectionMaterial {
  readonly variables: readonly InjectedVariable[];
  readonly volumes: readonly Volume[];
  readonly agents: Readonly<Record<AgentResources, Container>>;
  /** Names this material in the status annotation. */
  readonly hash: string;
}

/** A cluster has few requests and many pods; who invents requests must not fill the memory. */
const mostMaterials = 500;
const materials = new WeakMap<InjectionSettings, Map<string, InjectionMaterial>>();

/** The material of a request, made when it is first asked for. */
export function injectionMaterial(
  request: InjectionRequest,
  settings: InjectionSettings,
  platformChoosesUser: boolean,
): InjectionMaterial {
  const known = materials.get(settings) ?? new Map<string, InjectionMaterial>();
  materials.set(settings, known);
  const key = keyOf(request, platformChoosesUser);
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= mostMaterials) known.clear();
  const material = deepFreeze(makeMaterial(request, settings, platformChoosesUser));
  known.set(key, material);
  return material;
}

function makeMaterial(
  request: InjectionRequest,
  settings: InjectionSettings,
  platformChoosesUser: boolean,
): InjectionMaterial {
  const variables = workloadEnvironment(request, settings.ports.credentials);
  const volumes = injectedVolumes(request, settings);
  const agent = agentContainer(request, settings, platformChoosesUser);
  return {
    variables,
    volumes,
    agents: withResources(agent, settings),
    hash: statusHash(agent, volumes, variables),
  };
}

/** All of a request but the containers, which no material depends on; no value holds a line break. */
function keyOf(request: InjectionRequest, platformChoosesUser: boolean): string {
  const { roleArn, profileArn, trustAnchorArn, region, certificate } = request;
  const { sessionDuration, sessionName, credentialsEndpoint, requireCredentials } = request;
  const { tokenExpirationSeconds, regionalSts } = request;
  return `${roleArn}\n${profileArn}\n${trustAnchorArn}\n${region}\n${certificate}\n${sessionDuration ?? ''}\n${sessionName ?? ''}\n${credentialsEndpoint}\n${String(requireCredentials)}\n${tokenExpirationSeconds ?? ''}\n${String(regionalSts)}\n${String(platformChoosesUser)}`;
}
