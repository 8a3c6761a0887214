import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClusterAccess } from '../../../webhook/kube/cluster-access.ts';
import type { ApiServer } from './api-server.ts';

/** Access as a ServiceAccount of the release has it, with its rights and no more. */
export async function accountAccess(
  { kubeconfig, kubectl }: ApiServer,
  account: string,
): Promise<ClusterAccess> {
  const created = await kubectl(['create', 'token', account, '--namespace=iamra-system']);
  const { clusters } = JSON.parse(await readFile(kubeconfig, 'utf8')) as {
    readonly clusters: readonly [{ readonly cluster: { readonly server: string } }];
  };
  return {
    server: new URL(clusters[0].cluster.server),
    ca: () => readFile(join(dirname(kubeconfig), 'certificates/apiserver.crt'), 'utf8'),
    token: () => Promise.resolve(created.stdout.trim()),
  };
}
