import { controllerSelector } from '../../core/cert-manager/cluster-resource-namespace.ts';
import type { CertManagerState } from '../../core/checks/cluster-facts.ts';
import type { Kube } from '../../kube/kube.ts';
import { readDeployments } from './read-deployments.ts';

const definitions = {
  Certificate: 'certificates.cert-manager.io',
  CertificateRequest: 'certificaterequests.cert-manager.io',
  Issuer: 'issuers.cert-manager.io',
  ClusterIssuer: 'clusterissuers.cert-manager.io',
};

/** Whether cert-manager's kinds are defined, and its controller runs. */
export async function readCertManager(kube: Kube): Promise<CertManagerState> {
  const missing = Object.entries(definitions).map(async ([kind, name]) => {
    const found = await kube.get({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name,
    });
    return found === undefined ? [kind] : [];
  });
  return {
    missingKinds: (await Promise.all(missing)).flat(),
    controllers: await readDeployments(kube, controllerSelector),
  };
}
