import { annotationKey } from '../../../core/injection/annotation-keys.ts';
import type { InjectionSettings } from '../../../core/injection/injection-settings.ts';
import type { Kube } from '../../../kube/kube.ts';
import { readAll } from './cluster-reader.ts';

/** The namespaces whose pods get no credentials: by the chart's values, or by their label. */
export async function readExcludedNamespaces(
  kube: Kube,
  settings: InjectionSettings | undefined,
): Promise<Set<string>> {
  // Whoever may not list namespaces goes by the settings alone.
  const labelled = await readAll(kube, {
    apiVersion: 'v1',
    kind: 'Namespace',
    labelSelector: `${annotationKey.inject}=false`,
  }).catch(() => []);
  const named = labelled.map(({ metadata }) => metadata.name);
  return new Set([...named, ...(settings?.excludedNamespaces ?? [])]);
}
