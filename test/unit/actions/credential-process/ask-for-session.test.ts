import { describe, expect, it } from 'vitest';
import {
  askForSession,
  type SessionQuestion,
} from '../../../../src/actions/credential-process/ask-for-session.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import type { SessionOutcome } from '../../../../src/core/session/session-answer.ts';
import { makeCa, makeCertificate, signingIdentity } from '../../../fixtures/certificates.ts';

const now = new Date();
const identity = signingIdentity(await makeCertificate(now, { issuer: await makeCa(now) }));

function failed(code: 'IAMRA418' | 'IAMRA419', message: string): SessionOutcome {
  return { kind: 'failed', failure: { error: new IamraError(code, message), retry: 'soon' } };
}

/** Fails once, then lets everybody wait until they give up. */
function silentAfterOneFailure(): SessionQuestion['client'] {
  const answers = [failed('IAMRA418', 'Out of order.')];
  return {
    request: (_, signal) => {
      const answer = answers.shift();
      if (answer !== undefined) return Promise.resolve(answer);
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve(failed('IAMRA419', 'Cancelled.'));
        });
      });
    },
  };
}

describe('asking for a session', () => {
  it('ends with its patience, also while a request is on its way, and says what AWS said', async () => {
    const asked = askForSession({
      client: silentAfterOneFailure(),
      identity,
      signal: new AbortController().signal,
      patienceMilliseconds: 600,
      warn: () => undefined,
    });
    await expect(asked).rejects.toMatchObject({ code: 'IAMRA418', message: 'Out of order.' });
  });

  it('is given up when somebody interrupts it', async () => {
    const interruption = new AbortController();
    const asked = askForSession({
      client: silentAfterOneFailure(),
      identity,
      signal: interruption.signal,
      patienceMilliseconds: 45_000,
      warn: () => {
        interruption.abort(new Error('interrupted'));
      },
    });
    await expect(asked).rejects.toThrow();
  });
});
