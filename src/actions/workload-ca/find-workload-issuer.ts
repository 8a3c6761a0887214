import { workloadCaSecretName } from '../../core/cert-manager/workload-ca-secret.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import {
  type InstalledDeployment,
  installedDeployments,
  installedIssuer,
} from '../installation/installed-deployments.ts';

/** The ClusterIssuer of workloads, and the Secret that it signs with. */
export interface WorkloadIssuer {
  readonly name: string;
  readonly secretName: string;
}

interface ClusterIssuer extends KubeObject {
  readonly spec?: { readonly ca?: { readonly secretName?: string } };
}

/**
 * What the chart was installed with; its usual names where it is not installed.
 * @throws {IamraError} IAMRA257 for an issuer that signs without a CA in a Secret
 */
export async function findWorkloadIssuer(kube: Kube): Promise<WorkloadIssuer> {
  const name = installedIssuer(await kube.list<InstalledDeployment>(installedDeployments));
  const issuer = await kube.get<ClusterIssuer>({
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    name,
  });
  if (issuer === undefined) return { name, secretName: workloadCaSecretName };
  const secretName = issuer.spec?.ca?.secretName;
  if (secretName !== undefined) return { name, secretName };
  throw new IamraError('IAMRA257', `ClusterIssuer ${name} signs without a CA in a Secret.`, {
    fix: 'replace the CA where that issuer has it from; before it signs, put the new CA certificate beside the old one into the trust anchor',
  });
}
