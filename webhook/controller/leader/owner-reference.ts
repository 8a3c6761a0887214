import type { CallOptions, KubeClient } from '../../kube/kube-client.ts';
import { resources } from '../../kube/resource.ts';

/** Has Kubernetes remove the object that carries it together with the owner. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string | undefined;
}

/** The reference to a ServiceAccount, for objects of its own namespace. @throws {ApiError} where there is none */
export async function ownerReference(
  client: KubeClient,
  account: { readonly namespace: string; readonly name: string },
  options: CallOptions,
): Promise<OwnerReference> {
  const { metadata } = await client.get(resources.serviceAccounts, account, options);
  return { apiVersion: 'v1', kind: 'ServiceAccount', name: account.name, uid: metadata.uid };
}
