import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { SessionCredentials } from '../../../src/core/session/credentials.ts';
import { refreshDelay } from '../../../src/core/session/refresh-delay.ts';
import { retryDelay } from '../../../src/core/session/retry-delay.ts';
import type { SessionOutcome } from '../../../src/core/session/session-answer.ts';
import type { SessionFailure } from '../../../src/core/session/session-failure.ts';
import type { SigningIdentity } from '../../../src/core/session/signing-identity.ts';
import type { Logger } from '../../observe/logger.ts';
import type { Clock } from '../clock.ts';
import { errorFields } from '../error-fields.ts';

/** A session as it is served; its moments are by this machine's clock, which clients compare with. */
export interface HeldSession {
  readonly credentials: SessionCredentials;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Asks for sessions. */
export interface SessionSource {
  readonly skewMilliseconds: number;
  /** By how much sessions end earlier by this machine's clock than AWS says. */
  readonly expirySkewMilliseconds: number;
  /** Takes the clock for right until AWS tells otherwise. */
  forgetSkew(): void;
  request(identity: SigningIdentity, signal: AbortSignal): Promise<SessionOutcome>;
}

/** Whose sessions these are; follows a rotation. */
export interface IdentitySource {
  readonly identity: SigningIdentity | undefined;
  readonly problem: IamraError | undefined;
  /** Looks whether it changed; says so. */
  check(): boolean;
}

export interface SessionKeeperOptions {
  readonly identities: IdentitySource;
  readonly sessions: SessionSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** How often the certificate and the clock are looked at. */
  readonly pollMilliseconds: number;
  /** Told of each try: the code of its failure, undefined for a success. */
  readonly onAttempt: (code: string | undefined) => void;
}

// While the certificate is unusable, its files are looked at so many times more often.
const impatience = 10;
const clockJumpMilliseconds = 30_000;
// One time server sets the clocks of many nodes: their agents do not ask together.
const spreadAfterJumpMilliseconds = 30_000;

/** Keeps a session valid: renews it in the background, one request at a time. */
export class SessionKeeper {
  /** Why the last try failed; undefined after a success. */
  failure: SessionFailure | undefined;
  /** Whether there ever was a session. */
  succeeded = false;
  private readonly options: SessionKeeperOptions;
  private readonly stopping = new AbortController();
  private session: HeldSession | undefined;
  private failures = 0;
  private due = 0;
  private attempt: Promise<void> | undefined;
  private cancelTimer: (() => void) | undefined;
  private clockOffset: number;

  constructor(options: SessionKeeperOptions) {
    this.options = options;
    this.clockOffset = options.clock.now() - options.clock.monotonic();
  }

  /** Asks for the first session, and goes on until stopped. */
  start(): void {
    this.tick();
  }

  /** Gives up the request that runs. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.cancelTimer?.();
    await this.attempt;
  }

  /** The session while it is valid. */
  held(): HeldSession | undefined {
    return this.validMilliseconds() > 0 ? this.session : undefined;
  }

  /** Ends with the try that runs or is due, or after so many milliseconds. */
  async settled(patienceMilliseconds: number): Promise<void> {
    // The session may have ended by a jump of the clock just now.
    this.tick();
    if (this.attempt === undefined) return;
    let cancel: (() => void) | undefined;
    const patience = new Promise<void>((resolve) => {
      cancel = this.options.clock.after(patienceMilliseconds, resolve);
    });
    await Promise.race([this.attempt, patience]);
    cancel?.();
  }

  private validMilliseconds(): number {
    const expiresAt = this.session?.expiresAt.getTime() ?? 0;
    return Math.max(0, expiresAt - this.options.clock.now());
  }

  private tick(): void {
    if (this.stopping.signal.aborted) return;
    if (this.followClock()) this.options.sessions.forgetSkew();
    if (this.options.identities.check() && this.failure !== undefined) {
      this.due = 0;
      this.failures = 0;
    }
    if (this.attempt === undefined && this.options.clock.now() >= this.due) {
      this.attempt = this.renew().finally(() => {
        this.attempt = undefined;
        this.schedule();
      });
    }
    this.schedule();
  }

  private schedule(): void {
    this.cancelTimer?.();
    if (this.stopping.signal.aborted) return;
    const { clock, identities, pollMilliseconds } = this.options;
    const poll =
      identities.problem === undefined ? pollMilliseconds : pollMilliseconds / impatience;
    const untilDue = this.attempt === undefined ? Math.max(0, this.due - clock.now()) : Infinity;
    this.cancelTimer = clock.after(Math.min(poll, untilDue), () => {
      this.tick();
    });
  }

  /** After a jump of the wall clock, or a sleep of the machine, no earlier moment counts; says whether there was one. */
  private followClock(): boolean {
    const { clock, log, random } = this.options;
    const offset = clock.now() - clock.monotonic();
    const jump = offset - this.clockOffset;
    this.clockOffset = offset;
    if (Math.abs(jump) <= clockJumpMilliseconds) return false;
    log.warn('The clock jumped', { seconds: Math.round(jump / 1000) });
    // Forward may have been a sleep, in which the session went on to age; back was none.
    if (this.session !== undefined && jump < 0) this.session = movedBy(jump, this.session);
    const longest = Math.min(spreadAfterJumpMilliseconds, this.validMilliseconds() / 2);
    this.due = clock.now() + random() * longest;
    return true;
  }

  private async renew(): Promise<void> {
    const outcome = await this.request().catch(unforeseen);
    if (this.stopping.signal.aborted) return;
    if (outcome.kind === 'issued') this.accept(outcome.credentials);
    else this.endure(outcome.failure);
  }

  private async request(): Promise<SessionOutcome> {
    const { identities, sessions } = this.options;
    const { identity, problem } = identities;
    if (identity !== undefined) return sessions.request(identity, this.stopping.signal);
    const error = problem ?? new IamraError('IAMRA402', 'No certificate was read.');
    return { kind: 'failed', failure: { error, retry: 'when-changed' } };
  }

  private accept(credentials: SessionCredentials): void {
    const { clock, sessions, random, log, onAttempt } = this.options;
    // A jump while the request ran is no reason to move a session that is dated after it.
    this.followClock();
    const expiresAt = new Date(credentials.expiration.getTime() - sessions.expirySkewMilliseconds);
    this.session = { credentials, issuedAt: new Date(clock.now()), expiresAt };
    this.succeeded = true;
    this.failure = undefined;
    this.failures = 0;
    const delay = refreshDelay(this.validMilliseconds(), random());
    this.due = clock.now() + delay;
    onAttempt(undefined);
    log.info('Session issued', {
      assumedRole: credentials.assumedRoleArn,
      expiration: credentials.expiration.toISOString(),
      nextInSeconds: Math.round(delay / 1000),
    });
  }

  private endure(failure: SessionFailure): void {
    const { clock, random, log, onAttempt } = this.options;
    this.failure = failure;
    this.failures += 1;
    const validMilliseconds = this.validMilliseconds();
    const delay = retryDelay({ failure, failures: this.failures, validMilliseconds }, random());
    this.due = clock.now() + delay;
    onAttempt(failure.error.code);
    log.error(failure.error.message, {
      ...errorFields(failure.error),
      ...(delay === Infinity ? {} : { nextInSeconds: Math.ceil(delay / 1000) }),
      validSeconds: Math.round(validMilliseconds / 1000),
    });
  }
}

/** The same session by a clock that was set. */
function movedBy(milliseconds: number, session: HeldSession): HeldSession {
  const move = (moment: Date): Date => new Date(moment.getTime() + milliseconds);
  return { ...session, issuedAt: move(session.issuedAt), expiresAt: move(session.expiresAt) };
}

function unforeseen(cause: unknown): SessionOutcome {
  const sentence = `Asking for a session failed: ${errorMessage(cause)}.`;
  return {
    kind: 'failed',
    failure: { error: new IamraError('IAMRA970', sentence, { cause }), retry: 'soon' },
  };
}
