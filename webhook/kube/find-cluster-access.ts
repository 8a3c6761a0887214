import type { ClusterAccess } from './cluster-access.ts';
import { inClusterAccess } from './in-cluster-access.ts';
import { kubeconfigAccess } from './kubeconfig-access.ts';

/**
 * The API server that KUBECONFIG names, else the one of the pod that this process runs in.
 * @throws {IamraError} IAMRA102 where there is neither
 */
export function findClusterAccess(environment: NodeJS.ProcessEnv): Promise<ClusterAccess> {
  const { KUBECONFIG: path } = environment;
  return path === undefined || path === '' ? inClusterAccess(environment) : kubeconfigAccess(path);
}
