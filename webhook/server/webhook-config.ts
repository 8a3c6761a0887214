import type { InjectionSettings } from '../../src/core/injection/injection-settings.ts';
import type { ClusterAccess } from '../kube/cluster-access.ts';

/** What a webhook process is told when it starts. */
export interface WebhookConfig {
  /** Absent: all addresses, IPv6 and IPv4. */
  readonly host?: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  /** Of plain HTTP: /healthz, /readyz, /metrics. 0: any free one. */
  readonly healthPort: number;
  /** The mounted Secret: tls.crt and tls.key. */
  readonly tlsDirectory: string;
  readonly settings: InjectionSettings;
  /** Absent: pods are judged by their own annotations alone. */
  readonly kubernetes?: ClusterAccess | undefined;
  /** Whether pods come with the annotations of their ServiceAccounts, copied by a policy. Default: no. */
  readonly annotationsCopied?: boolean | undefined;
  /** Whether injection rules are watched and applied; only with `kubernetes`. Default: no. */
  readonly usesRules?: boolean | undefined;
  /** How long a stopping webhook goes on answering, until the API servers know of it. Default: 0. */
  readonly drainMilliseconds?: number;
  /** How long answers may then take that are under way; what is left is cut. Default: 5 s. */
  readonly graceMilliseconds?: number;
  /** How long the body of a review may take. Default: 10 s. */
  readonly bodyMilliseconds?: number;
  /** How many connections for reviews may be open. Default: 600. */
  readonly mostConnections?: number;
  /** How many bytes of reviews may be in memory, of all together. Default: 16 MiB. */
  readonly mostHeldBytes?: number;
  /** How long a webhook that has just started waits for what the API server tells. Default: 30 s. */
  readonly firstLookMilliseconds?: number;
  /** How often to look at the certificate files, beside watching them. Default: 10 s. */
  readonly certificatePollMilliseconds?: number;
}
