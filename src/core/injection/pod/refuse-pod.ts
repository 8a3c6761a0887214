import { hasForeignAgent } from '../agent/find-agent.ts';
import type { PlacedContainer } from '../containers/list-containers.ts';
import { agentName } from '../contract.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import { notice, quote } from '../notice.ts';
import type { Container, PodSpec } from './pod.ts';

const osLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** What in a pod rules the agent out. */
export function refusePod(
  spec: PodSpec,
  containers: readonly PlacedContainer[],
  settings: InjectionSettings,
): InjectionNotice[] {
  const problems: InjectionNotice[] = [];
  if (spec.hostNetwork === true) {
    problems.push(
      notice(
        'IAMRA305',
        "the pod is on the host network, where all of the node could reach the agent's credentials",
      ),
    );
  }
  if (isWindows(spec)) problems.push(notice('IAMRA306', 'the pod is for Windows nodes'));
  if (hasForeignAgent(spec)) {
    problems.push(
      notice('IAMRA308', `the pod has a container ${quote(agentName)} that is not iamra's`),
    );
  }
  for (const { container } of containers) {
    const port = declaredPort(container, settings);
    if (port !== undefined) problems.push(portTaken(container, port));
  }
  return problems;
}

function isWindows({ os, nodeSelector }: PodSpec): boolean {
  return os?.name === 'windows' || osLabels.some((label) => nodeSelector?.[label] === 'windows');
}

function declaredPort({ ports }: Container, settings: InjectionSettings): number | undefined {
  const { credentials, health } = settings.ports;
  const tcp = (ports ?? []).filter(({ protocol }) => protocol == null || protocol === 'TCP');
  return [credentials, health].find((port) =>
    tcp.some(({ containerPort, hostPort }) => containerPort === port || hostPort === port),
  );
}

function portTaken({ name }: Container, port: number): InjectionNotice {
  return notice('IAMRA307', `container ${quote(name)} declares port ${port}, which is the agent's`);
}
