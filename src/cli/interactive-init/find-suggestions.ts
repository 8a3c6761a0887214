import { findCaNamespace } from '../../actions/workload-ca/find-ca-namespace.ts';
import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import type { Kube } from '../../kube/kube.ts';
import type { InitFlags } from '../init-flags.ts';

/** What is known before the first question. */
export interface InitSuggestions {
  /** Of the AWS CLI. */
  readonly profiles: readonly string[];
  /** The cluster at hand; undefined where none answers. */
  readonly cluster?: {
    readonly context: string;
    /** Has cert-manager, so that the CA can live there. */
    readonly isPlaceForCa: boolean;
    /** `NAMESPACE/NAME`, those of the system left out. */
    readonly serviceAccounts: readonly string[];
  };
}

// What runs there belongs to the cluster, not to its users.
const systemNamespaces = /^(kube-.*|cert-manager|iamra-system|local-path-storage)$/;

/** Asks the AWS CLI's files and the cluster at hand; reads only. */
export async function findSuggestions(
  context: Context,
  flags: InitFlags,
): Promise<InitSuggestions> {
  const profiles = await context.awsProfiles();
  const isNamed = flags.kubeconfig !== undefined || flags.context !== undefined;
  if (flags['no-cluster'] || (!isNamed && !hasKubeconfig(context.environment))) return { profiles };
  try {
    const kube = await context.kube({ kubeconfig: flags.kubeconfig, context: flags.context });
    return { profiles, cluster: await readCluster(kube) };
  } catch (error) {
    if (!IamraError.is(error) || isNamed) throw error;
    context.terminal.note(`The cluster at hand is not asked: ${error.message}`);
    return { profiles };
  }
}

async function readCluster(kube: Kube): Promise<InitSuggestions['cluster'] & object> {
  const accounts = await kube.list({ apiVersion: 'v1', kind: 'ServiceAccount' });
  const names = accounts.flatMap(({ metadata: { namespace = '', name = '' } }) =>
    systemNamespaces.test(namespace) ? [] : [`${namespace}/${name}`],
  );
  return {
    context: kube.context,
    isPlaceForCa: await hasCertManager(kube),
    serviceAccounts: names.sort(),
  };
}

async function hasCertManager(kube: Kube): Promise<boolean> {
  try {
    await findCaNamespace(kube);
    return true;
  } catch (error) {
    if (IamraError.is(error)) return false;
    throw error;
  }
}
