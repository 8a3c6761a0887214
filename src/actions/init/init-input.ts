import type { RoleConfig } from '../../core/config/iamra-config.ts';

/** What the user asks of `init`. */
export interface InitInput {
  /** Absent: what `iamra.yaml` says. */
  readonly cluster: string | undefined;
  /** Absent: what `iamra.yaml`, the environment or the AWS CLI's profile says. */
  readonly region: string | undefined;
  /** A profile of the AWS CLI. */
  readonly profile: string | undefined;
  readonly endpointUrl: string | undefined;
  /** Roles to have, beside those in `iamra.yaml`. */
  readonly roles: readonly RoleConfig[];
  /** Seconds; absent: what `iamra.yaml` says, else an hour. */
  readonly durationSeconds: number | undefined;
  readonly configFile: string;
  /** Where the CA comes from: made, the user's own in `caKeyFile`, or the chart's. Absent: made if there is none. */
  readonly ca: 'new' | 'file' | 'cluster' | undefined;
  readonly caKeyFile: string | undefined;
  /** cert-manager's cluster resource namespace; absent: what its Deployment says. */
  readonly caNamespace: string | undefined;
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
  /** The cluster is not asked, even if there is one. */
  readonly noCluster: boolean;
}
