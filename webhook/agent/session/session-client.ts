import { clockSkew, expirySkew, skewProblem } from '../../../src/core/session/clock-skew.ts';
import {
  createSessionRequest,
  type SessionInput,
} from '../../../src/core/session/create-session-request.ts';
import { networkFailure } from '../../../src/core/session/network-failure.ts';
import {
  readSessionAnswer,
  type SessionOutcome,
} from '../../../src/core/session/session-answer.ts';
import type { SigningIdentity } from '../../../src/core/session/signing-identity.ts';
import type { Logger } from '../../observe/logger.ts';
import type { Clock } from '../clock.ts';
import { errorFields } from '../error-fields.ts';
import type { HttpAnswer, Post } from './post.ts';

export interface SessionClientOptions {
  readonly input: SessionInput;
  readonly post: Post;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

// Beyond this, a refusal may be owed to the clock that was used before.
const newsMilliseconds = 60_000;

/** Asks Roles Anywhere for sessions, with signatures dated by AWS's clock. */
export class SessionClient {
  /** How far AWS's clock is ahead of ours, 0 while that does no harm. */
  skewMilliseconds = 0;
  /** By how much sessions end earlier by our clock than AWS says. */
  expirySkewMilliseconds = 0;
  private readonly options: SessionClientOptions;

  constructor(options: SessionClientOptions) {
    this.options = options;
  }

  /** After the clock here was set, what AWS told of the earlier one counts no more. */
  forgetSkew(): void {
    this.skewMilliseconds = 0;
    this.expirySkewMilliseconds = 0;
  }

  /** Asks once; once more where the first answer told that our clock is wrong. */
  async request(identity: SigningIdentity, signal: AbortSignal): Promise<SessionOutcome> {
    const skewBefore = this.skewMilliseconds;
    const outcome = await this.requestOnce(identity, signal);
    const learned = Math.abs(this.skewMilliseconds - skewBefore) > newsMilliseconds;
    if (outcome.kind === 'issued' || !learned) return outcome;
    return this.requestOnce(identity, signal);
  }

  private async requestOnce(
    identity: SigningIdentity,
    signal: AbortSignal,
  ): Promise<SessionOutcome> {
    const { input, post } = this.options;
    const signed = createSessionRequest(input, identity, this.awsTime());
    let answer: HttpAnswer;
    try {
      answer = await post(signed, signal);
    } catch (error) {
      return { kind: 'failed', failure: unreachable(signed.url.host, error) };
    }
    this.learnSkew(answer.headers['date']);
    return readSessionAnswer(
      {
        status: answer.status,
        errorType: answer.headers['x-amzn-errortype'],
        retryAfter: answer.headers['retry-after'],
        body: answer.body,
      },
      { input, identity, now: this.awsTime(), skewMilliseconds: this.skewMilliseconds },
    );
  }

  private awsTime(): Date {
    return new Date(this.options.clock.now() + this.skewMilliseconds);
  }

  private learnSkew(dateHeader: string | undefined): void {
    const { clock, log } = this.options;
    const now = new Date(clock.now());
    const skew = clockSkew(dateHeader, now);
    if (skew === undefined) return;
    if (Math.abs(skew - this.skewMilliseconds) > newsMilliseconds) {
      const problem = skewProblem(skew);
      if (problem === undefined) log.info('The clock here is right again');
      else log.warn(problem.message, errorFields(problem));
    }
    this.skewMilliseconds = skew;
    this.expirySkewMilliseconds = expirySkew(dateHeader, now) ?? 0;
  }
}

function unreachable(
  host: string,
  error: unknown,
): Extract<SessionOutcome, { kind: 'failed' }>['failure'] {
  const { code = '' } = error as { readonly code?: string };
  return { error: networkFailure(host, code), retry: 'soon' };
}
