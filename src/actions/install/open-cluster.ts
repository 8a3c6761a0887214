import type { Context } from '../../context.ts';
import type { Helm } from '../../helm/helm.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import type { Kube } from '../../kube/kube.ts';
import type { ClusterInput } from './install-input.ts';

export interface OpenCluster {
  readonly kube: Kube;
  readonly helm: Helm;
  /** What Helm has to be told, too; absent inside a pod. */
  readonly contextName: string | undefined;
}

/** The cluster for iamra and for Helm: one and the same, even if the current context changes meanwhile. */
export async function openCluster(context: Context, input: ClusterInput): Promise<OpenCluster> {
  const { kubeconfig, helmBinary } = input;
  const kube = await context.kube({ kubeconfig, context: input.context });
  const isNamed = kubeconfig !== undefined || hasKubeconfig(context.environment);
  const contextName = isNamed ? kube.context : undefined;
  const helm = await context.helm({ binary: helmBinary, kubeconfig, context: contextName });
  return { kube, helm, contextName };
}
