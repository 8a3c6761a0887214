import type { AwsSideInput } from '../aws-side/open-aws-side.ts';

/** What the user asks of `identity list` and `identity show`. */
export interface IdentityInput extends AwsSideInput {
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
}
