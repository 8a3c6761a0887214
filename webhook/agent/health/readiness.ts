import type { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { skewProblem } from '../../../src/core/session/clock-skew.ts';
import { oneLineName } from '../../../src/core/session/refused-session.ts';
import { sentenceWithFix, whyNoCredentials } from '../endpoints/no-credentials.ts';
import { type Reply, textReply } from '../endpoints/reply.ts';
import type { IdentitySource, SessionKeeper, SessionSource } from '../session/session-keeper.ts';

export interface ReadinessFacts {
  readonly keeper: Pick<SessionKeeper, 'held' | 'failure'>;
  readonly identities: Pick<IdentitySource, 'identity' | 'problem'>;
  readonly sessions: Pick<SessionSource, 'skewMilliseconds'>;
}

/**
 * What /readyz says: 200 while there are valid credentials, with until when, else 503 with what stands
 * between; then whatever else is wrong, one line each, with code and fix.
 */
export function describeReadiness(facts: ReadinessFacts): Reply {
  const held = facts.keeper.held();
  const problems = problemsOf(facts);
  if (held === undefined) {
    const reason = whyNoCredentials(facts.keeper);
    const others = problems.filter((problem) => problem !== reason);
    return lines(503, [reason, ...others].map(problemLine));
  }
  return lines(200, [
    'ok',
    `credentials of ${held.credentials.assumedRoleArn} until ${held.expiresAt.toISOString()}`,
    ...certificateLine(facts.identities),
    ...problems.map(problemLine),
  ]);
}

/** An error as /readyz and /startupz show it. */
export function problemLine(error: IamraError): string {
  return `${error.code} ${sentenceWithFix(error)}`;
}

function problemsOf({ keeper, identities, sessions }: ReadinessFacts): IamraError[] {
  const found = [keeper.failure?.error, identities.problem, skewProblem(sessions.skewMilliseconds)];
  return [...new Set(found)].filter((problem) => problem !== undefined);
}

function certificateLine({ identity }: ReadinessFacts['identities']): string[] {
  if (identity === undefined) return [];
  const { subject, validToDate } = identity.certificate;
  return [`certificate ${oneLineName(subject)} until ${validToDate.toISOString()}`];
}

function lines(status: number, texts: readonly string[]): Reply {
  return textReply(status, texts.map((text) => `${text}\n`).join(''));
}
