import { isOver } from '../../../../core/checks/is-over.ts';
import { sidecarOf } from '../../../../core/injection/agent/find-agent.ts';
import { agentName } from '../../../../core/injection/contract.ts';
import type { Kube, KubeObject } from '../../../../kube/kube.ts';

/** A pod with the agent, as far as a rotation looks at it. */
export interface InjectedPod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly serviceAccountName?: string;
    readonly volumes?: readonly {
      readonly name: string;
      readonly secret?: { readonly secretName?: string };
    }[];
    readonly initContainers?: readonly {
      readonly name: string;
      readonly command?: readonly string[];
      readonly env?: readonly { readonly name: string; readonly value?: string }[];
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly initContainerStatuses?: readonly {
      readonly name: string;
      readonly state?: { readonly running?: object };
    }[];
  };
}

const usualHealthPort = 9912;

/** The pods that the webhook gave the agent, and that are not over. */
export async function listInjectedPods(kube: Kube): Promise<InjectedPod[]> {
  const labelSelector = 'iamra.dev/injected=true';
  const pods = await kube.list<InjectedPod>({ apiVersion: 'v1', kind: 'Pod', labelSelector });
  return pods.filter((pod) => !isOver(pod));
}

/** The port of the agent's metrics; undefined for AWS's signing helper, which has none. */
export function healthPortOf({ spec }: InjectedPod): number | undefined {
  const agent = spec.initContainers?.find(({ name }) => name === agentName);
  if (agent !== undefined && sidecarOf(agent) === 'aws-signing-helper') return undefined;
  const port = agent?.env?.find(({ name }) => name === 'IAMRA_HEALTH_PORT')?.value;
  return Number(port ?? usualHealthPort);
}

export function isAgentRunning({ status }: InjectedPod): boolean {
  const agent = status?.initContainerStatuses?.find(({ name }) => name === agentName);
  return agent?.state?.running !== undefined;
}
