import type { ReleaseName, UpgradeOrder } from './helm.ts';

/** `helm upgrade --install` for an order; the values come on standard input. */
export function upgradeArguments(order: UpgradeOrder): string[] {
  const { extraValues } = order;
  return [
    ...['upgrade', order.name, order.chart, '--install'],
    ...namespaceOf(order),
    '--create-namespace',
    order.resetValues ? '--reset-values' : '--reset-then-reuse-values',
    ...['--timeout', order.timeout],
    ...['--values', '-'],
    ...extraValues.files.flatMap((file) => ['--values', file]),
    ...extraValues.set.flatMap((pair) => ['--set', pair]),
    ...extraValues.setFile.flatMap((pair) => ['--set-file', pair]),
  ];
}

/** What makes an upgrade wait, and take itself back when it fails; Helm 4 renamed it. */
export function safetyArguments(major: number): string[] {
  return ['--wait', major >= 4 ? '--rollback-on-failure' : '--atomic'];
}

/** `--namespace` of a release. */
export function namespaceOf({ namespace }: ReleaseName): string[] {
  return ['--namespace', namespace];
}
