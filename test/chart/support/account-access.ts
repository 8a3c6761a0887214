import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClusterAccess } from '../../../webhook/kube/cluster-access.ts';
import type { ApiServer } from './api-server.ts';

/** Access as a ServiceAccount of the release has it, with its rights and no more. */
export async function accountAccess(server: ApiServer, account: string): Promise<ClusterAccess> {
  const words = ['create', 'token', account, '--namespace=iamra-system'];
  const { stdout } = await server.kubectl(words);
  return { ...(await administratorAccess(server)), token: () => Promise.resolve(stdout.trim()) };
}

/** Access as the kubeconfig gives it, which may do everything. */
export async function administratorAccess({ kubeconfig }: ApiServer): Promise<ClusterAccess> {
  const { clusters, users } = JSON.parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  return {
    server: new URL(clusters[0].cluster.server),
    ca: () => readFile(join(dirname(kubeconfig), 'certificates/apiserver.crt'), 'utf8'),
    token: () => Promise.resolve(users[0].user.token),
  };
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string } }];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}
