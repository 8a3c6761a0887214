import type { CaPlaceInput } from '../find-ca-place.ts';

/** What the user asks of `ca rotate`. */
export interface RotateInput extends CaPlaceInput {
  /** The user's own next CA, certificate and key; absent: one is made. */
  readonly nextCaKeyFile: string | undefined;
  /** Back to the CA from before. */
  readonly abort: boolean;
  /** The user vouches that all workloads have certificates of the CA that is to stay. */
  readonly reissued: boolean;
  /** Even if the CA was replaced within the last day. */
  readonly again: boolean;
  /** How long to wait for cert-manager, and how long for the agents. */
  readonly timeoutMilliseconds: number;
}
