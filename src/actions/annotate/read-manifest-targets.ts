import {
  type ManifestTarget,
  manifestTargets,
} from '../../core/annotate/selection/manifest-targets.ts';
import type { Selection } from '../../core/annotate/selection/selection.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { readManifestFiles } from '../../files/read-manifest-files.ts';

/**
 * What iamra annotates of the objects in manifests.
 * @throws {IamraError} IAMRA154 where there is none, IAMRA901 for one of another namespace than the user says
 */
export async function readManifestTargets(
  { files, recursive }: Selection & { readonly kind: 'files' },
  namespace: string | undefined,
): Promise<ManifestTarget[]> {
  const found = manifestTargets(await readManifestFiles(files, recursive));
  if (found.length === 0) {
    throw new IamraError(
      'IAMRA154',
      `${files.join(', ')}: no object in it is one that iamra annotates.`,
      {
        fix: 'name manifests of Deployments, StatefulSets, DaemonSets, CronJobs, Jobs or ServiceAccounts',
      },
    );
  }
  const other = found.find((one) => one.namespace !== undefined && one.namespace !== namespace);
  if (namespace !== undefined && other !== undefined) {
    const { target } = other;
    throw new IamraError(
      'IAMRA901',
      `${target.type.kind} ${target.name} is of namespace ${other.namespace ?? ''}, not of ${namespace}.`,
      { fix: 'leave out --namespace: the manifests say it' },
    );
  }
  return found;
}
