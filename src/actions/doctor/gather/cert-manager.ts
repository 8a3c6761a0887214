import { controllerSelector } from '../../../core/cert-manager/cluster-resource-namespace.ts';
import type { CertManagerState, DeploymentState } from '../../../core/checks/cluster-facts.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';

const kinds = ['certificates', 'certificaterequests', 'issuers', 'clusterissuers'];

interface Deployment extends ClusterObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}

export async function gatherCertManager(world: DoctorWorld): Promise<CertManagerState> {
  const kube = await world.kube();
  const [definitions, controllers] = await Promise.all([
    Promise.all(kinds.map((kind) => readDefinition(kube, kind))),
    readDeployments(kube, controllerSelector),
  ]);
  return { missingKinds: kinds.filter((_, index) => !definitions[index]), controllers };
}

async function readDefinition(kube: Kube, kind: string): Promise<boolean> {
  const definition = await readOne(kube, {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    name: `${kind}.cert-manager.io`,
  });
  return definition !== undefined;
}

/** The Deployments with some labels, in all namespaces. */
export async function readDeployments(
  kube: Kube,
  labelSelector: string,
): Promise<DeploymentState[]> {
  const query = { apiVersion: 'apps/v1', kind: 'Deployment', labelSelector };
  const found = await readAll<Deployment>(kube, query);
  return found.map(({ metadata, spec, status }) => ({
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    wanted: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
  }));
}
