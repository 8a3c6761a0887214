import type { SidecarResources } from '../injection-settings.ts';
import type { Container, PodSpec } from '../pod/pod.ts';
import { isGuaranteed } from './quality-of-service.ts';

/** What the agent asks of the node: requests, limits that equal them too, or nothing. */
export type AgentResources = 'requests' | 'limits' | 'none';

/**
 * What the agent may ask for in this pod; limits keep a Guaranteed pod Guaranteed. In a pod with
 * resources of its own the agent draws on those: containers may not ask for more than their pod.
 */
export function agentResources(spec: PodSpec, others: readonly Container[]): AgentResources {
  if (spec.resources?.requests != null || spec.resources?.limits != null) return 'none';
  return isGuaranteed(others) ? 'limits' : 'requests';
}

/** The agent in each form. */
export function withResources(
  agent: Container,
  { cpu, memory }: SidecarResources,
): Record<AgentResources, Container> {
  const requests = { cpu, memory };
  return {
    none: agent,
    requests: { ...agent, resources: { requests } },
    limits: { ...agent, resources: { requests, limits: requests } },
  };
}
