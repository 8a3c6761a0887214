import { workloadCaSecretName } from '../../core/cert-manager/workload-ca-secret.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube } from '../../kube/kube.ts';
import { findCaNamespace } from '../workload-ca/find-ca-namespace.ts';
import { getCaSecret } from '../workload-ca/secret-ca-store.ts';

/** Where the cluster has the CA’s key; undefined where it has none that can be seen. */
export async function locateCaSecret(kube: Kube): Promise<string | undefined> {
  try {
    const namespace = await findCaNamespace(kube);
    const secret = await getCaSecret(kube, namespace);
    if (secret === undefined) return undefined;
    return `Secret ${namespace}/${workloadCaSecretName} of context ${kube.context}`;
  } catch (error) {
    if (IamraError.is(error)) return undefined;
    throw error;
  }
}
