import type { Tags } from '../../core/anywhere/tags.ts';
import type { RoleConfig } from '../../core/config/iamra-config.ts';

/** What the user asks of `init`; what is absent is as `iamra.yaml` says. */
export interface InitInput {
  readonly cluster: string | undefined;
  /** Absent there too: what the environment or the AWS CLI's profile says. */
  readonly region: string | undefined;
  /** A profile of the AWS CLI. */
  readonly profile: string | undefined;
  readonly endpointUrl: string | undefined;
  /** Roles to have, beside those in `iamra.yaml`. */
  readonly roles: readonly RoleConfig[];
  /** Seconds; absent there too: an hour. */
  readonly durationSeconds: number | undefined;
  /** A file, seen from where `iamra.yaml` is. */
  readonly sessionPolicy?: string | undefined;
  /** ARNs of policies that limit sessions, beside those in `iamra.yaml`. */
  readonly managedPolicies?: readonly string[] | undefined;
  readonly sourceAccount?: boolean | undefined;
  /** For everything, beside those in `iamra.yaml`. */
  readonly tags?: Tags | undefined;
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
