import { IamraError } from '../errors/iamra-error.ts';
import { refusals } from './refusals.ts';
import type { RefusedSession } from './refused-session.ts';

/** A refusal of CreateSession with AWS's own words, their cause and what mends it. */
export function explainRefusal(message: string, session: RefusedSession): IamraError {
  const quoted = `AWS refused the session: “${message}”`;
  const refusal = refusals.find(({ applies }) => applies(message, session));
  if (refusal === undefined) return new IamraError('IAMRA401', `${quoted}.`);
  const fix = refusal.fix?.(session);
  return new IamraError(
    refusal.code,
    `${quoted}: ${refusal.cause(session)}.`,
    fix === undefined ? {} : { fix },
  );
}
