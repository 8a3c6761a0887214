import {
  type ControllerDeployment,
  clusterResourceNamespace,
  controllerSelector,
} from '../../core/cert-manager/cluster-resource-namespace.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';

/**
 * cert-manager's cluster resource namespace, from the arguments of its Deployment.
 * @throws {IamraError} IAMRA111 where there is no cert-manager
 */
export async function findCaNamespace(kube: Kube): Promise<string> {
  const [deployment] = await kube.list<KubeObject & ControllerDeployment>({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    labelSelector: controllerSelector,
  });
  if (deployment !== undefined) return clusterResourceNamespace(deployment);
  throw new IamraError(
    'IAMRA111',
    `There is no cert-manager in the cluster of context ${kube.context}.`,
  );
}
