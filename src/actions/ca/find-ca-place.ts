import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import { fileRotationStore } from '../workload-ca/file-rotation-store.ts';
import { findCaNamespace } from '../workload-ca/find-ca-namespace.ts';
import { findWorkloadIssuer } from '../workload-ca/find-workload-issuer.ts';
import type { RotationStore } from '../workload-ca/rotation-store.ts';
import { secretRotationStore } from '../workload-ca/secret-rotation-store.ts';
import type { Workloads } from './rotate/rotation-world.ts';

/** What the user says of where the CA is kept. */
export interface CaPlaceInput {
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
  /** The cluster is not asked, even if there is one. */
  readonly noCluster: boolean;
  /** The file with certificate and key, in place of a Secret in the cluster. */
  readonly caKeyFile: string | undefined;
  /** cert-manager's cluster resource namespace; absent: what its Deployment says. */
  readonly caNamespace: string | undefined;
}

export interface CaPlace {
  readonly store: RotationStore;
  /** Undefined for a file. */
  readonly workloads: Workloads | undefined;
}

/**
 * The file if one is named, else the cluster's Secret; undefined where there is neither.
 * @throws {IamraError} 1xx where the cluster cannot be used, IAMRA257 for an issuer without a CA in a Secret
 */
export async function findCaPlace(
  context: Context,
  input: CaPlaceInput,
): Promise<CaPlace | undefined> {
  if (input.caKeyFile !== undefined) {
    return { store: fileRotationStore(input.caKeyFile), workloads: undefined };
  }
  const isNamed = input.kubeconfig !== undefined || input.context !== undefined;
  if (input.noCluster || (!isNamed && !hasKubeconfig(context.environment))) return undefined;
  const { kubeconfig, context: name, caNamespace } = input;
  const kube = await context.kube({ kubeconfig, context: name });
  const namespace = caNamespace ?? (await findCaNamespace(kube));
  const issuer = await findWorkloadIssuer(kube);
  return {
    store: secretRotationStore(kube, namespace, issuer.secretName),
    workloads: { kube, issuer: issuer.name, caNamespace: namespace },
  };
}

/** @throws {IamraError} IAMRA902 where neither a file nor a cluster is at hand */
export async function requireCaPlace(context: Context, input: CaPlaceInput): Promise<CaPlace> {
  const place = await findCaPlace(context, input);
  if (place !== undefined) return place;
  throw new IamraError('IAMRA902', 'No place is known where the CA that signs is kept.', {
    fix: 'name its file with --ca-key-file FILE, or the cluster with --context NAME',
  });
}
