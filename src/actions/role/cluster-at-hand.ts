import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import type { Kube } from '../../kube/kube.ts';
import { unlessForbidden } from '../annotate/unless-forbidden.ts';
import {
  type InstalledDeployment,
  installedCluster,
  installedDeployments,
} from '../installation/installed-deployments.ts';

/** Which cluster may be asked. */
export interface ClusterChoice {
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
  /** The cluster is not asked, even if there is one. */
  readonly noCluster: boolean;
}

/**
 * The cluster whose AWS side it is; undefined where none is at hand, or only one whose installation has another name.
 * @throws {IamraError} IAMRA235 where a cluster of another name was asked for, 1xx where the cluster does not answer
 */
export async function clusterAtHand(
  { environment, terminal, ...context }: Context,
  choice: ClusterChoice,
  cluster: string,
): Promise<Kube | undefined> {
  const { kubeconfig, context: name, noCluster } = choice;
  const isNamed = kubeconfig !== undefined || name !== undefined;
  if (noCluster || (!isNamed && !hasKubeconfig(environment))) return undefined;
  const kube = await context.kube({ kubeconfig, context: name });
  const installed = await unlessForbidden(() => installedName(kube), undefined);
  if (installed === undefined || installed === cluster) return kube;
  const message = `The cluster of context ${kube.context} is ${installed} to iamra, not ${cluster}.`;
  if (isNamed) throw new IamraError('IAMRA235', message);
  terminal.note(`${message} It is not asked.`);
  return undefined;
}

/** The name that the installation in a cluster gives it; undefined where there is none. */
export async function installedName(kube: Kube): Promise<string | undefined> {
  const deployments = await kube.list<InstalledDeployment>(installedDeployments);
  return installedCluster(deployments);
}
