import { IamraError } from '../errors/iamra-error.ts';
import { parseCreateSessionResponse, type SessionCredentials } from './credentials.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { RefusedSession } from './refused-session.ts';
import { retryAfterMilliseconds } from './retry-after.ts';
import type { SessionFailure } from './session-failure.ts';

/** What came back for a CreateSession. */
export interface SessionAnswer {
  readonly status: number;
  /** `X-Amzn-ErrorType`. */
  readonly errorType?: string | undefined;
  /** `Retry-After`. */
  readonly retryAfter?: string | undefined;
  readonly body: string;
}

export type SessionOutcome =
  | { readonly kind: 'issued'; readonly credentials: SessionCredentials }
  | { readonly kind: 'failed'; readonly failure: SessionFailure };

/** Tells a session from a refusal, and what to do about one: nothing in AWS's words is lost. */
export function readSessionAnswer(answer: SessionAnswer, session: RefusedSession): SessionOutcome {
  if (answer.status >= 200 && answer.status < 300) return readSuccess(answer.body);
  return { kind: 'failed', failure: readFailure(answer, session) };
}

function readSuccess(body: string): SessionOutcome {
  try {
    return { kind: 'issued', credentials: parseCreateSessionResponse(body) };
  } catch (error) {
    if (!IamraError.is(error)) throw error;
    return { kind: 'failed', failure: { error, retry: 'soon' } };
  }
}

function readFailure(answer: SessionAnswer, session: RefusedSession): SessionFailure {
  const message = messageOf(answer.body) ?? answer.errorType?.split(':')[0];
  const said = message === undefined ? '' : `: “${message}”`;
  const retryAfter = retryAfterMilliseconds(answer.retryAfter, session.now);
  const soon = (error: IamraError): SessionFailure => ({
    error,
    retry: 'soon',
    retryAfterMilliseconds: retryAfter,
  });
  if (isThrottling(answer)) {
    return soon(new IamraError('IAMRA417', `AWS throttles the creation of sessions${said}.`));
  }
  if (answer.status >= 500 || answer.status === 408) {
    return soon(new IamraError('IAMRA418', `Roles Anywhere answered ${answer.status}${said}.`));
  }
  if (message === undefined || answer.status < 400) {
    const status = `it has the status ${answer.status} and not the form of AWS`;
    return soon(
      new IamraError('IAMRA404', `The answer to CreateSession cannot be used: ${status}.`),
    );
  }
  return { error: explainRefusal(message, session), retry: 'slowly' };
}

function isThrottling({ status, errorType = '' }: SessionAnswer): boolean {
  return status === 429 || /throttl|toomanyrequests/i.test(errorType);
}

const longestMessage = 600;

/** The message of AWS's JSON on one line; undefined for anything else. */
function messageOf(body: string): string | undefined {
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { message, Message } = parsed as Record<string, unknown>;
  const text = message ?? Message;
  if (typeof text !== 'string' || text === '') return undefined;
  return text.replace(/\s+/g, ' ').slice(0, longestMessage);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
