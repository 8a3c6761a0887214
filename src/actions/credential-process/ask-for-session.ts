import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionClient } from '../../../webhook/agent/session/session-client.ts';
import type { SessionCredentials } from '../../core/session/credentials.ts';
import { retryDelay } from '../../core/session/retry-delay.ts';
import type { SigningIdentity } from '../../core/session/signing-identity.ts';

export interface SessionQuestion {
  readonly client: Pick<SessionClient, 'request'>;
  readonly identity: SigningIdentity;
  readonly signal: AbortSignal;
  /** Told why it takes longer. */
  readonly warn: (message: string) => void;
}

// SDKs for Go give a credential process a minute.
const patienceMilliseconds = 45_000;

/**
 * Asks for a session, again while the trouble may pass by itself, such as throttling.
 * @throws {IamraError} the last reason: at once where AWS refuses, else after less than a minute
 */
export async function askForSession(question: SessionQuestion): Promise<SessionCredentials> {
  const { client, identity, signal, warn } = question;
  const begin = performance.now();
  for (let failures = 1; ; failures += 1) {
    const outcome = await client.request(identity, signal);
    if (outcome.kind === 'issued') return outcome.credentials;
    signal.throwIfAborted();
    const { failure } = outcome;
    const delay = retryDelay({ failure, failures, validMilliseconds: 0 }, Math.random());
    const waited = performance.now() - begin;
    if (failure.retry !== 'soon' || waited + delay > patienceMilliseconds) throw failure.error;
    warn(`${failure.error.message} Trying again.`);
    await sleep(delay, undefined, { signal });
  }
}
