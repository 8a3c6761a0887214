import type { Demand } from './permissions/demand.ts';

/** A request as a handler sees it. */
export interface EmulatorRequest {
  readonly method: string;
  /** Undecoded, without the query. */
  readonly path: string;
  /** Decoded, in the order of the wire. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface EmulatorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why, in more words than AWS gives: for the log, never for the client. */
  readonly explanation?: string;
  /** What the caller had to be allowed, where permissions are looked at: for the log. */
  readonly demands?: readonly Demand[];
}
