import type { KubeObject, ListQuery } from '../../kube/kube.ts';

/** A Deployment of the chart, as far as it is looked at. */
export interface InstalledDeployment extends KubeObject {
  readonly spec?: {
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
  };
}

interface Container {
  readonly env?: ReadonlyArray<{ readonly name: string; readonly value?: string }>;
}

/** Asks for the Deployments of the chart, in whatever namespace it is installed. */
export const installedDeployments = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  labelSelector: 'app.kubernetes.io/name=iamra-injector',
} as const satisfies ListQuery;

/** The chart's name for the ClusterIssuer of workloads. */
export const usualIssuer = 'iamra-workload';

/** The name that the installation gives the cluster; undefined where there is none. */
export function installedCluster(deployments: readonly InstalledDeployment[]): string | undefined {
  return findVariable(deployments, 'IAMRA_CLUSTER');
}

/** The ClusterIssuer of workloads that the installation names; the usual one where there is none. */
export function installedIssuer(deployments: readonly InstalledDeployment[]): string {
  return findVariable(deployments, 'IAMRA_WORKLOAD_ISSUER') ?? usualIssuer;
}

function findVariable(
  deployments: readonly InstalledDeployment[],
  name: string,
): string | undefined {
  const containers = deployments.flatMap(({ spec }) => spec?.template?.spec?.containers ?? []);
  return containers.flatMap(({ env = [] }) => env).find((variable) => variable.name === name)
    ?.value;
}
