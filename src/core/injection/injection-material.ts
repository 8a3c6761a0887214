import { type AgentResources, withResources } from './agent/agent-resources.ts';
import { sidecarContainer } from './agent/sidecar-container.ts';
import { statusHash } from './agent/status-hash.ts';
import type { InjectionRequest } from './annotations/injection-request.ts';
import { type InjectedVariable, workloadEnvironment } from './containers/workload-environment.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { InjectionSettings, SidecarResources } from './injection-settings.ts';
import { type PodMarks, podMarks } from './pod/mark-pod.ts';
import type { Container, Volume } from './pod/pod.ts';
import { injectedVolumes } from './volumes/injected-volumes.ts';

/** What all pods of one request get, whatever else is in them; deeply frozen, since they share it. */
export interface InjectionMaterial {
  readonly variables: readonly InjectedVariable[];
  readonly volumes: readonly Volume[];
  readonly agents: Readonly<Record<AgentResources, Container>>;
  /** They name this material. */
  readonly marks: PodMarks;
}

/** A cluster has few requests and many pods; who invents requests must not fill the memory. */
const mostMaterials = 500;
const materials = new WeakMap<InjectionSettings, KnownMaterials>();

/** What was made with some settings. */
interface KnownMaterials {
  readonly byKey: Map<string, InjectionMaterial>;
  /** The same objects of requests come again and again: those where the platform chooses the user, and others. */
  readonly byRequest: Readonly<
    Record<'true' | 'false', WeakMap<InjectionRequest, InjectionMaterial>>
  >;
}

/** The material of a request, made when it is first asked for. */
export function injectionMaterial(
  request: InjectionRequest,
  settings: InjectionSettings,
  platformChoosesUser: boolean,
): InjectionMaterial {
  let known = materials.get(settings);
  if (known === undefined) materials.set(settings, (known = nothingKnown()));
  const byRequest = known.byRequest[`${platformChoosesUser}`];
  const found = byRequest.get(request);
  if (found !== undefined) return found;
  const material = materialOf(known.byKey, request, settings, platformChoosesUser);
  byRequest.set(request, material);
  return material;
}

function nothingKnown(): KnownMaterials {
  return { byKey: new Map(), byRequest: { true: new WeakMap(), false: new WeakMap() } };
}

function materialOf(
  known: Map<string, InjectionMaterial>,
  request: InjectionRequest,
  settings: InjectionSettings,
  platformChoosesUser: boolean,
): InjectionMaterial {
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
  const agent = sidecarContainer(request, settings, platformChoosesUser);
  return {
    variables,
    volumes,
    agents: withResources(agent, sidecarResources(request, settings)),
    marks: podMarks(statusHash(agent, volumes, variables)),
  };
}

function sidecarResources(
  { sidecar }: InjectionRequest,
  { resources, signingHelper }: InjectionSettings,
): SidecarResources {
  return sidecar === 'agent' ? resources : signingHelper.resources;
}

/** All of a request but the containers, which no material depends on; no value holds a line break. */
function keyOf(request: InjectionRequest, platformChoosesUser: boolean): string {
  const { roleArn, profileArn, trustAnchorArn, region, certificate } = request;
  const { sessionDuration, sessionName, credentialsEndpoint, requireCredentials } = request;
  const { sidecar, tokenExpirationSeconds, regionalSts } = request;
  return `${roleArn}\n${profileArn}\n${trustAnchorArn}\n${region}\n${certificate}\n${sessionDuration ?? ''}\n${sessionName ?? ''}\n${credentialsEndpoint}\n${String(requireCredentials)}\n${sidecar}\n${tokenExpirationSeconds ?? ''}\n${String(regionalSts)}\n${String(platformChoosesUser)}`;
}
