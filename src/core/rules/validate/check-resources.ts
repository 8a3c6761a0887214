import { parseQuantity } from '../../quantity.ts';
import { type Report, reportBelow } from './report.ts';
import type { Fields, Quantities } from './type-rules.ts';
import { labelKey } from './value-checks.ts';

const standard = ['cpu', 'memory', 'ephemeral-storage'];
const hugePages = 'hugepages-';

/** Names, quantities, and requests against limits, of one container. */
export function checkResources(resources: Fields, report: Report): void {
  const limits = (resources['limits'] ?? {}) as Quantities;
  const requests = (resources['requests'] ?? {}) as Quantities;
  for (const [name, quantity] of Object.entries(limits)) {
    checkResource(name, quantity, reportBelow(report, 'limits', name));
  }
  for (const [name, quantity] of Object.entries(requests)) {
    checkResource(name, quantity, reportBelow(report, 'requests', name));
    checkAgainstLimit(name, quantity, limits[name], reportBelow(report, 'requests', name));
  }
  checkHugePages({ ...limits, ...requests }, report);
}

function checkResource(name: string, quantity: string | number, report: Report): void {
  const problem = findNameProblem(name) ?? findQuantityProblem(name, quantity);
  if (problem !== undefined) report([], { code: 'IAMRA347', message: problem });
}

function findNameProblem(name: string): string | undefined {
  if (isNative(name)) {
    const isKnown = standard.includes(name) || name.startsWith(hugePages) || name.includes('/');
    if (!isKnown) return `“${name}” is no resource of a container`;
  }
  return labelKey(name) === undefined && !name.startsWith('requests.')
    ? undefined
    : `“${name}” is no name of a resource`;
}

function findQuantityProblem(name: string, quantity: string | number): string | undefined {
  const amount = parseQuantity(quantity);
  if (amount < 0) return `“${quantity}” must not be negative`;
  if (!isNative(name) && !Number.isInteger(amount)) return 'must be a whole number';
  if (!name.startsWith(hugePages)) return undefined;
  const size = parseQuantity(name.slice(hugePages.length));
  return size > 0 && amount % size === 0 ? undefined : `must be a multiple of the page size`;
}

function checkAgainstLimit(
  name: string,
  request: string | number,
  limit: string | number | undefined,
  report: Report,
): void {
  const mayDiffer = isNative(name) && !name.startsWith(hugePages);
  if (limit === undefined) {
    if (!mayDiffer) report([], { code: 'IAMRA347', message: 'needs an equal limit' });
    return;
  }
  const excess = parseQuantity(request) - parseQuantity(limit);
  if (excess > 0 || (excess !== 0 && !mayDiffer)) {
    const demand = mayDiffer ? 'is more than' : 'must be equal to';
    report([], {
      code: 'IAMRA347',
      message: `“${request}” ${demand} the limit “${limit}”`,
    });
  }
}

function checkHugePages(resources: Quantities, report: Report): void {
  const names = Object.keys(resources);
  if (!names.some((name) => name.startsWith(hugePages))) return;
  if (names.includes('cpu') || names.includes('memory')) return;
  report([], { code: 'IAMRA347', message: 'huge pages need cpu or memory beside them' });
}

/** In the namespace of Kubernetes itself. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}
