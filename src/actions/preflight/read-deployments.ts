import type { DeploymentState } from '../../core/checks/cluster-facts.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';

interface Deployment extends KubeObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}

/** Which Deployments carry the labels, in any namespace, and whether their pods are ready. */
export async function readDeployments(
  kube: Kube,
  labelSelector: string,
): Promise<DeploymentState[]> {
  const query = { apiVersion: 'apps/v1', kind: 'Deployment', labelSelector };
  const found = await kube.list<Deployment>(query);
  return found.map(({ metadata, spec, status }) => ({
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    wanted: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
  }));
}
