import type { AwsSideInput } from '../aws-side/open-aws-side.ts';

export interface AuditInput extends AwsSideInput {
  /** Names or ARNs; empty: all roles of the account. */
  readonly roles: readonly string[];
}
