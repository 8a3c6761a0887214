import type { InjectionSettings } from '../injection-settings.ts';
import type { Container, PodSpec, ResourceRequirements } from '../pod/pod.ts';
import { isGuaranteed } from './quality-of-service.ts';

/**
 * What the agent asks of the node; limits keep a Guaranteed pod Guaranteed. In a pod with resources
 * of its own the agent draws on those: containers may not ask for more than their pod.
 */
export function agentResources(
  spec: PodSpec,
  others: readonly Container[],
  { resources: { cpu, memory } }: InjectionSettings,
): ResourceRequirements | undefined {
  if (spec.resources?.requests != null || spec.resources?.limits != null) return undefined;
  const requests = { cpu, memory };
  return isGuaranteed(others) ? { requests, limits: requests } : { requests };
}
