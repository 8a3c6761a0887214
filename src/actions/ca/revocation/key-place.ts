import type { ClusterChoice } from '../../role/cluster-at-hand.ts';

/** Where the CAs that sign revocation lists are kept: in a file if one is named, else in the cluster. */
export interface KeyPlace extends ClusterChoice {
  readonly caKeyFile: string | undefined;
  /** Absent: cert-manager's own. */
  readonly caNamespace: string | undefined;
}
