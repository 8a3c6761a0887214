const pattern =
  /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d{1,3})?$/;
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal = ['k', 'M', 'G', 'T', 'P', 'E'];
const fraction = ['m', 'u', 'n'];

/**
 * A Kubernetes quantity as a number; NaN, which equals nothing, for what is none.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(quantity: unknown): number {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') return Number.NaN;
  const [, digits = '', suffix = ''] = pattern.exec(String(quantity)) ?? [];
  if (digits === '') return Number.NaN;
  if (/^[eE]./.test(suffix)) return Number(digits + suffix);
  if (fraction.includes(suffix)) return Number(digits) / 1000 ** (fraction.indexOf(suffix) + 1);
  const [base, step] = binary.includes(suffix) ? [1024, binary] : [1000, decimal];
  return Number(digits) * base ** (step.indexOf(suffix) + 1);
}
