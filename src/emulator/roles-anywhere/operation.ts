import type { EmulatorAccount } from '../account.ts';
import type { Caller } from '../caller.ts';

/** The input of an operation, not yet validated. */
export interface OperationInput {
  /** The id in the path; empty for paths without one. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Where an operation works: the account, in the region that the request was signed for. */
export interface OperationContext {
  readonly account: EmulatorAccount;
  readonly caller: Caller;
}

/** One operation of the control plane: gives the answer's body, throws `ServiceError`. */
export type Operation = (input: OperationInput, context: OperationContext) => object;
