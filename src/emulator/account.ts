import type { IdentityPolicy } from '../core/iam/identity/identity-policy.ts';
import type { EmulatorState } from './state.ts';

/** What every handler works on: one account in one region. */
export interface EmulatorAccount {
  readonly state: EmulatorState;
  /** Twelve digits. */
  readonly id: string;
  readonly partition: string;
  readonly region: string;
  /** The emulator's clock, `--clock-offset` included. */
  readonly now: () => Date;
  /** Seconds after which issued credentials really expire; absent: what was asked for. */
  readonly issueSeconds: number | undefined;
  /** The one long-lived key pair that stands for the account's administrator. */
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** What the administrator may do; absent: everything. */
  readonly permissions?: IdentityPolicy | undefined;
}
