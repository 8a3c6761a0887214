import {
  type ControllerDeployment,
  clusterResourceNamespace,
  controllerSelector,
} from '../../../core/cert-manager/cluster-resource-namespace.ts';
import type { WorkloadCa } from '../../../core/checks/identity-facts.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';
import { readCertificateSecret } from './identities.ts';

interface ClusterIssuer extends ClusterObject {
  readonly spec?: { readonly ca?: { readonly secretName?: string } };
}

/** The CA certificate that the workload issuer signs with. */
export async function gatherWorkloadCa(world: DoctorWorld): Promise<WorkloadCa> {
  const kube = await world.kube().catch(() => undefined);
  // The checks of the cluster tell why.
  if (kube === undefined) return { absent: 'the cluster was not reached' };
  const installation = await world.read('installation');
  if (installation === undefined) return { absent: 'iamra is not installed in this cluster' };
  const { workloadIssuer, settings } = installation;
  const secretName = await findSecretName(kube, workloadIssuer);
  const [controller] = await readAll<ClusterObject & ControllerDeployment>(kube, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    labelSelector: controllerSelector,
  });
  if (secretName === undefined || controller === undefined) {
    return { absent: `ClusterIssuer ${workloadIssuer} signs without a CA in a Secret` };
  }
  const namespace = clusterResourceNamespace(controller);
  return {
    secretName: `${namespace}/${secretName}`,
    secret: await readCertificateSecret(kube, namespace, secretName),
    trustAnchorArn: settings?.defaults.trustAnchorArn,
  };
}

async function findSecretName(kube: Kube, issuer: string): Promise<string | undefined> {
  const found = await readOne<ClusterIssuer>(kube, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    name: issuer,
  });
  return found?.spec?.ca?.secretName;
}
