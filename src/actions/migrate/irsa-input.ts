import type { AwsSideInput } from '../aws-side/open-aws-side.ts';

/** What the user asks of `migrate irsa`. */
export interface IrsaInput extends AwsSideInput {
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
  /** Absent: all of them. */
  readonly namespace: string | undefined;
  /** Of ServiceAccounts; absent: all of them. */
  readonly selector: string | undefined;
}
