import type { Container, ResourceRequirements } from '../pod/pod.ts';

const quantityPattern =
  /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d{1,3})?$/;
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal = ['k', 'M', 'G', 'T', 'P', 'E'];
const fraction = ['m', 'u', 'n'];

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

/** A Kubernetes quantity as a number; NaN, which equals nothing, for what is none. */
function parseQuantity(quantity: unknown): number {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') return Number.NaN;
  const [, digits = '', suffix = ''] = quantityPattern.exec(String(quantity)) ?? [];
  if (digits === '') return Number.NaN;
  if (/^[eE]./.test(suffix)) return Number(digits + suffix);
  if (fraction.includes(suffix)) return Number(digits) / 1000 ** (fraction.indexOf(suffix) + 1);
  const [base, step] = binary.includes(suffix) ? [1024, binary] : [1000, decimal];
  return Number(digits) * base ** (step.indexOf(suffix) + 1);
}
