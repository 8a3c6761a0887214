import type { ClusterObject } from './workload.ts';

/** The Helm release that an object is of, `NAMESPACE/NAME`; undefined for none. */
export function helmRelease({ metadata }: ClusterObject): string | undefined {
  const { labels = {}, annotations = {} } = metadata;
  const name = annotations['meta.helm.sh/release-name'];
  if (labels['app.kubernetes.io/managed-by'] !== 'Helm' || name === undefined) return undefined;
  return `${annotations['meta.helm.sh/release-namespace'] ?? metadata.namespace ?? ''}/${name}`;
}
