import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionClient } from '../../../webhook/agent/session/session-client.ts';
import type { IamraError } from '../../core/errors/iamra-error.ts';
import type { SessionCredentials } from '../../core/session/credentials.ts';
import { retryDelay } from '../../core/session/retry-delay.ts';
import type { SigningIdentity } from '../../core/session/signing-identity.ts';

export interface SessionQuestion {
  readonly client: Pick<SessionClient, 'request'>;
  readonly identity: SigningIdentity;
  readonly signal: AbortSignal;
  /** After so long nothing is asked any more, and what runs is given up. */
  readonly patienceMilliseconds: number;
  /** Told why it takes longer. */
  readonly warn: (message: string) => void;
}

/**
 * Asks for a session, again while the trouble may pass by itself, such as throttling.
 * @throws {IamraError} the last reason: at once where AWS refuses, else when the patience ends
 */
export async function askForSession(question: SessionQuestion): Promise<SessionCredentials> {
  const { client, identity, signal, patienceMilliseconds, warn } = question;
  const begin = performance.now();
  const deadline = AbortSignal.timeout(patienceMilliseconds);
  let last: IamraError | undefined;
  for (let failures = 1; ; failures += 1) {
    const outcome = await client.request(identity, AbortSignal.any([signal, deadline]));
    if (outcome.kind === 'issued') return outcome.credentials;
    signal.throwIfAborted();
    const { failure } = outcome;
    // A request that was given up tells nothing about AWS.
    if (deadline.aborted) throw last ?? failure.error;
    last = failure.error;
    const delay = retryDelay({ failure, failures, validMilliseconds: 0 }, Math.random());
    const waited = performance.now() - begin;
    if (failure.retry !== 'soon' || waited + delay > patienceMilliseconds) throw failure.error;
    warn(`${failure.error.message} Trying again.`);
    await sleep(delay, undefined, { signal });
  }
}
