import { parseQuantity } from '../../quantity.ts';
import type { Container, ResourceRequirements } from '../pod/pod.ts';

/**
 * Says whether all containers have CPU and memory limits that equal their requests.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/#guaranteed
 */
export function isGuaranteed(containers: readonly Container[]): boolean {
  return containers.length > 0 && containers.every(({ resources }) => hasEqualLimits(resources));
}

function hasEqualLimits(resources: ResourceRequirements | null | undefined): boolean {
  return ['cpu', 'memory'].every((name) => {
    const limit = resources?.limits?.[name];
    if (limit === undefined || limit === null) return false;
    const request = resources?.requests?.[name] ?? limit;
    return isSameQuantity(request, limit);
  });
}

function isSameQuantity(one: unknown, other: unknown): boolean {
  return one === other || parseQuantity(one) === parseQuantity(other);
}
