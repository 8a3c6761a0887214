import type { Container, ContainerPort } from '../../injection/pod/pod.ts';
import type { PodDraft } from '../draft/pod-draft.ts';

/** What a port of the node is at where it names no address of its own. */
export const everyAddress: readonly string[] = ['', '0.0.0.0', '::'];

/** A port of the node that a container wants, and another container of the pod has. */
export function takenHostPort(draft: PodDraft, wanted: Container): string | undefined {
  const isOnHost = draft.pod.spec.hostNetwork === true;
  const ports = (wanted.ports ?? []).filter((port) => hostPortOf(port, isOnHost) !== undefined);
  if (ports.length === 0) return undefined;
  const others = draft.containers.filter(({ value }) => value.name !== wanted.name);
  const taken = ports.find((port) =>
    others.some(({ value }) =>
      (value.ports ?? []).some((other) => collides(port, other, isOnHost)),
    ),
  );
  if (taken === undefined) return undefined;
  return `${String(hostPortOf(taken, isOnHost))}/${protocolOf(taken)}`;
}

function collides(one: ContainerPort, other: ContainerPort, isOnHost: boolean): boolean {
  return (
    hostPortOf(one, isOnHost) === hostPortOf(other, isOnHost) &&
    protocolOf(one) === protocolOf(other) &&
    sharesAddress(addressOf(one), addressOf(other))
  );
}

function sharesAddress(one: string, other: string): boolean {
  return one === other || everyAddress.includes(one) || everyAddress.includes(other);
}

/** On the host network each port of a container is one of the node. */
function hostPortOf({ hostPort, containerPort }: ContainerPort, isOnHost: boolean): unknown {
  if (isOnHost) return containerPort;
  return hostPort === 0 || hostPort === null ? undefined : hostPort;
}

function protocolOf({ protocol }: ContainerPort): string {
  return typeof protocol === 'string' ? protocol : 'TCP';
}

function addressOf({ hostIP }: ContainerPort): string {
  return typeof hostIP === 'string' ? hostIP : '';
}
