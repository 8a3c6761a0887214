import type { ExtraValues, ReleaseName } from '../../helm/helm.ts';

/** How to reach cluster and Helm. */
export interface ClusterInput {
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
  /** Name on the PATH, or path. */
  readonly helmBinary: string;
}

/** What the user asks of `install`. */
export interface InstallInput extends ClusterInput {
  readonly configFile: string;
  /** A profile of the AWS CLI. */
  readonly profile: string | undefined;
  readonly endpointUrl: string | undefined;
  readonly release: ReleaseName;
  /** Folder of the chart. */
  readonly chart: string;
  readonly extraValues: ExtraValues;
  readonly resetValues: boolean;
  /** Go's notation: `5m0s`. */
  readonly timeout: string;
  /** The CA that goes into the cluster, if the Secret isn't there. */
  readonly caKeyFile: string | undefined;
  /** cert-manager's cluster resource namespace; absent: what its Deployment says. */
  readonly caNamespace: string | undefined;
  readonly dryRun: boolean;
}
