import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import type { Kube } from '../../kube/kube.ts';
import type { CaStore } from '../workload-ca/ca-store.ts';
import { chartCaStore } from '../workload-ca/chart-ca-store.ts';
import { fileCaStore, givenCaStore } from '../workload-ca/file-ca-store.ts';
import { findCaNamespace } from '../workload-ca/find-ca-namespace.ts';
import { secretCaStore } from '../workload-ca/secret-ca-store.ts';
import type { InitInput } from './init-input.ts';

/** Where the CA is, or will be, kept. */
export interface FoundCaStore {
  readonly store: CaStore | undefined;
  /** Why the cluster at hand is not the place; only without a store. */
  readonly obstacle?: string | undefined;
}

/**
 * A file if one is named, else the cluster if there is one with cert-manager, else nowhere.
 * @throws {IamraError} IAMRA901 for flags that contradict one another, 1xx where the cluster that is asked for cannot be used
 */
export async function findCaStore(
  context: Context,
  input: InitInput,
  config: IamraConfig | undefined,
): Promise<FoundCaStore> {
  refuseContradictions(input);
  const { ca, caKeyFile } = input;
  if (ca === 'cluster') return { store: await clusterStore(context, input, chartCaStore) };
  if (caKeyFile !== undefined) {
    return { store: ca === 'file' ? givenCaStore(caKeyFile) : fileCaStore(caKeyFile) };
  }
  if (input.context !== undefined || input.kubeconfig !== undefined) {
    return { store: await clusterStore(context, input, secretCaStore) };
  }
  // Once the anchor is there no CA is made: a later run needs no cluster.
  const isSettled = config?.trustAnchor?.arn !== undefined;
  return input.noCluster || isSettled ? { store: undefined } : tryCluster(context, input);
}

/** The cluster that happens to be at hand: what is wrong with it is told only if nothing else is found. */
async function tryCluster(context: Context, input: InitInput): Promise<FoundCaStore> {
  if (!hasKubeconfig(context.environment)) return { store: undefined };
  try {
    return { store: await clusterStore(context, input, secretCaStore) };
  } catch (error) {
    if (IamraError.is(error)) return { store: undefined, obstacle: error.message };
    throw error;
  }
}

async function clusterStore(
  context: Context,
  { kubeconfig, context: name, caNamespace }: InitInput,
  store: (kube: Kube, namespace: string) => CaStore,
): Promise<CaStore> {
  const kube = await context.kube({ kubeconfig, context: name });
  return store(kube, caNamespace ?? (await findCaNamespace(kube)));
}

function refuseContradictions({ ca, caKeyFile, noCluster }: InitInput): void {
  if (ca === 'cluster' && (noCluster || caKeyFile !== undefined)) {
    const other = noCluster ? '--no-cluster' : '--ca-key-file';
    throw usage(`--ca cluster and ${other} contradict one another.`, `leave out ${other}`);
  }
  if (ca === 'file' && caKeyFile === undefined) {
    throw usage('--ca file needs the file.', 'name it with --ca-key-file FILE');
  }
}

function usage(message: string, fix: string): IamraError {
  return new IamraError('IAMRA901', message, { fix });
}
