import type { AwsSideInput } from '../aws-side/open-aws-side.ts';

/** Who is to become what, and where to look. */
export interface AccessInput extends AwsSideInput {
  /** `NS/NAME` */
  readonly serviceAccount: string;
  /** Name or ARN; absent: each role of the Roles Anywhere profile. */
  readonly role: string | undefined;
  /** PEM: a leaf and its intermediates. Absent: the one in the cluster, else the one that iamra would issue. */
  readonly certificateFile: string | undefined;
  /** Seconds; absent: as long as the Roles Anywhere profile says. */
  readonly durationSeconds: number | undefined;
  /** Absent: as agents make it. */
  readonly sessionName: string | undefined;
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
  /** The cluster is not asked, even if there is one. */
  readonly noCluster: boolean;
}
