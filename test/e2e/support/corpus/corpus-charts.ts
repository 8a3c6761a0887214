import { join } from 'node:path';
import type { ManifestFile } from '../../../../src/core/injection/manifests/edited-manifests.ts';
import type { Cluster } from '../../../cluster/cluster.ts';
import { type CorpusModule, folderOf } from './corpus-modules.ts';

/** Charts in the modules whose templates hold workloads that no plain manifest there has. */
const charts = [
  ['cert-manager/cert-manager', 'deploy/charts/cert-manager'],
  ['k8s.io/descheduler', 'charts/descheduler'],
  ['argoproj/argo-cd/v3', 'util/helm/testdata/minio'],
  ['argoproj/argo-cd/v3', 'util/helm/testdata/redis'],
] as const;

/** The charts as Helm renders them. */
export async function corpusCharts(
  helm: Cluster['helm'],
  modules: readonly CorpusModule[],
): Promise<ManifestFile[]> {
  const rendered: ManifestFile[] = [];
  for (const [module, path] of charts) {
    const folder = join(folderOf(modules, module), path);
    rendered.push({ file: path, text: await helm(4, ['template', 'corpus', folder]) });
  }
  return rendered;
}
