import { isLasting } from '../../../core/checks/is-over.ts';
import { ownerOfPod } from '../../../core/checks/owner-of-pod.ts';
import type { AgentState, OptedInPod } from '../../../core/checks/workload-facts.ts';
import { findAgent, sidecarOf } from '../../../core/injection/agent/find-agent.ts';
import { findOptIn } from '../../../core/injection/annotations/find-opt-in.ts';
import type { InjectionRequest } from '../../../core/injection/annotations/injection-request.ts';
import { readRequest } from '../../../core/injection/annotations/read-request.ts';
import { agentName, credentialsPortVariable } from '../../../core/injection/contract.ts';
import type { Annotations } from '../../../core/injection/injection-input.ts';
import type { InjectionSettings } from '../../../core/injection/injection-settings.ts';
import { mirrorAnnotation } from '../../../core/injection/plan-injection.ts';
import {
  type Container,
  type PodSpec,
  serviceAccountNameOf,
} from '../../../core/injection/pod/pod.ts';
import type { ListQuery } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll } from './cluster-reader.ts';
import { readExcludedNamespaces } from './excluded-namespaces.ts';

const usualPorts = { credentials: 9911, health: 9912 };

interface Pod extends ClusterObject {
  readonly spec: PodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly started?: boolean;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly running?: { readonly startedAt?: string };
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: { readonly reason?: string; readonly message?: string };
}

/** The pods that ask for credentials and aren't over, in the namespaces that are looked at. */
export async function gatherPods(world: DoctorWorld): Promise<OptedInPod[]> {
  const kube = await world.kube();
  const settings = (await world.read('installation'))?.settings;
  const place = placeOf(world);
  const [pods, accounts, excluded] = await Promise.all([
    readAll<Pod>(kube, { apiVersion: 'v1', kind: 'Pod', ...place }),
    readAll(kube, { apiVersion: 'v1', kind: 'ServiceAccount', ...place }),
    readExcludedNamespaces(kube, settings),
  ]);
  const annotations = new Map(
    accounts.map(({ metadata }) => [
      `${metadata.namespace}/${metadata.name}`,
      metadata.annotations,
    ]),
  );
  return pods
    .filter((pod) => mayAsk(pod) && !excluded.has(pod.metadata.namespace ?? ''))
    .flatMap((pod) => {
      const account = `${pod.metadata.namespace}/${serviceAccountNameOf(pod)}`;
      return optedIn(pod, annotations.get(account) ?? {}, settings) ?? [];
    });
}

/** The namespace that is asked for, or all of them. */
export function placeOf({ input: { namespace } }: DoctorWorld): Pick<ListQuery, 'namespace'> {
  return namespace === undefined ? {} : { namespace };
}

function mayAsk(pod: Pod): boolean {
  return isLasting(pod) && pod.metadata.annotations?.[mirrorAnnotation] === undefined;
}

function optedIn(
  pod: Pod,
  accountAnnotations: Annotations,
  settings: InjectionSettings | undefined,
): OptedInPod | undefined {
  const { name, namespace = '', annotations = {} } = pod.metadata;
  const serviceAccount = serviceAccountNameOf(pod);
  const account = { namespace, name: serviceAccount };
  const optIn = findOptIn(annotations, accountAnnotations, account, settings?.compatibility);
  if (optIn.kind !== 'opted_in') return undefined;
  const read = readRequest(optIn.sources, settings?.defaults ?? {}, serviceAccount);
  const request: InjectionRequest | undefined = read.kind === 'request' ? read.request : undefined;
  return {
    namespace,
    name,
    serviceAccount,
    owner: ownerOfPod(pod),
    request,
    agent: agentOf(pod, settings?.ports ?? usualPorts),
    spec: pod.spec,
  };
}

function agentOf({ spec, status }: Pod, usual: InjectionSettings['ports']): AgentState | undefined {
  const agent = findAgent(spec)?.container;
  if (agent === undefined) return undefined;
  const found = status?.initContainerStatuses?.find(({ name }) => name === agentName);
  return {
    sidecar: sidecarOf(agent) ?? 'agent',
    ...progressOf(found),
    reason: reasonOf(found),
    healthPort: portOf(agent, 'IAMRA_HEALTH_PORT') ?? usual.health,
    credentialsPort: portOf(agent, credentialsPortVariable) ?? usual.credentials,
  };
}

function progressOf(
  status: ContainerStatus | undefined,
): Pick<AgentState, 'isRunning' | 'hasStarted' | 'startedAt'> {
  const running = status?.state?.running;
  return {
    isRunning: running !== undefined,
    hasStarted: status?.started === true,
    startedAt: running?.startedAt === undefined ? undefined : new Date(running.startedAt),
  };
}

function portOf({ env }: Container, variable: string): number | undefined {
  const port = Number(env?.find(({ name }) => name === variable)?.value);
  return Number.isInteger(port) ? port : undefined;
}

/** What an agent wrote when it ended says more than that the kubelet waits. */
function reasonOf(status: ContainerStatus | undefined): string {
  const states = [status?.state, status?.lastState].filter((state) => state !== undefined);
  const ended = states.flatMap(({ terminated }) => terminated ?? []);
  const waiting = states.flatMap((state) => state.waiting ?? []);
  const words = [
    ...[...ended, ...waiting].map(({ message }) => message),
    ...[...waiting, ...ended].map(({ reason }) => reason),
  ];
  const found = words.find((text) => text !== undefined && text !== '');
  return found?.trim() ?? 'it has not started yet';
}
