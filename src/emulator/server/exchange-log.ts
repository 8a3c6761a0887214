import type { Demand } from '../permissions/demand.ts';

/** One answered request, without anything secret. */
export interface ExchangeEntry {
  /** ISO 8601, by the emulator's clock. */
  readonly time: string;
  /** As AWS names it: CreateSession, ListProfiles, CreateRole, …; `Unknown` where no such route is. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** 0 where the connection was cut. */
  readonly status: number;
  /** Whose key signed, as far as it is known. */
  readonly callerArn?: string;
  /** Why, for what was refused. */
  readonly explanation?: string;
  /** What the caller had to be allowed, where permissions are looked at. */
  readonly demands?: readonly Demand[];
}

const capacity = 1000;

/** The latest exchanges, oldest first. */
export class ExchangeLog {
  private readonly kept: ExchangeEntry[] = [];

  add(entry: ExchangeEntry): void {
    this.kept.push(entry);
    if (this.kept.length > capacity) this.kept.shift();
  }

  get entries(): readonly ExchangeEntry[] {
    return this.kept;
  }
}
