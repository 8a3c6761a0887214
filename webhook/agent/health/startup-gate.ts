import type { Clock } from '../clock.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';

// Then the app starts and gets the honest 5xx.
const patienceMilliseconds = 15_000;

export interface StartupGateOptions {
  readonly sessions: Pick<SessionKeeper, 'succeeded' | 'failure'>;
  /** Waits for a credential, however long that takes. */
  readonly requireCredentials: boolean;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** Says when the containers after the agent may start. */
export class StartupGate {
  private readonly options: StartupGateOptions;
  private readonly startedAt: number;

  constructor(options: StartupGateOptions) {
    this.options = options;
    this.startedAt = options.clock.monotonic();
  }

  /** With the first session; without one when AWS refused it for good, or 15 seconds after the start. */
  isOpen(): boolean {
    const { sessions, requireCredentials, clock } = this.options;
    if (sessions.succeeded) return true;
    if (requireCredentials) return false;
    const waited = clock.monotonic() - this.startedAt;
    return sessions.failure?.retry === 'slowly' || waited >= patienceMilliseconds;
  }
}
