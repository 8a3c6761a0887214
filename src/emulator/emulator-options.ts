import type { EmulatorAccount } from './account.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import type { ExchangeEntry } from './server/exchange-log.ts';

/** What an emulator is started with; each absent option has the default that its comment names. */
export interface EmulatorOptions {
  /** The address to listen on; 127.0.0.1. */
  readonly host?: string | undefined;
  /** Any free one. */
  readonly port?: number | undefined;
  /** The host name in the URL, where clients reach the emulator by another one than `host`. */
  readonly advertisedHost?: string | undefined;
  /** Serves HTTPS with a certificate of a CA that is made for it and written to this file; plain HTTP. */
  readonly https?: { readonly caFile: string } | undefined;
  /** 123456789012. */
  readonly accountId?: string | undefined;
  /** aws. */
  readonly partition?: string | undefined;
  /** eu-west-1. */
  readonly region?: string | undefined;
  /** What is issued expires after so many seconds; after what was asked for. */
  readonly issueSeconds?: number | undefined;
  /** How far the emulator's clock is ahead; 0. */
  readonly clockOffsetSeconds?: number | undefined;
  /** None. */
  readonly faults?: readonly FaultRule[] | undefined;
  /** Where the state is kept from one start to the next; in memory. */
  readonly stateFile?: string | undefined;
  /** The policy that the administrator is held to, as JSON; everything is allowed. */
  readonly permissions?: string | undefined;
  /** The system's clock. */
  readonly now?: (() => Date) | undefined;
  /** Told of each request when it was answered; nothing in it is secret. */
  readonly onExchange?: ((entry: ExchangeEntry) => void) | undefined;
}

/** An emulator that listens. */
export interface RunningEmulator {
  /** Where all its services answer; no trailing slash. */
  readonly url: string;
  readonly account: Pick<EmulatorAccount, 'id' | 'partition' | 'region' | 'administrator'>;
  /** Puts these rules in the place of the earlier ones. */
  setFaults(rules: readonly FaultRule[]): void;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}
