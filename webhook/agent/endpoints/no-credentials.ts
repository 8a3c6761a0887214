import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';

/** What stands between the pod and a credential: AWS's reason, or that the first answer is awaited. */
export function whyNoCredentials({ failure }: Pick<SessionKeeper, 'failure'>): IamraError {
  return (
    failure?.error ?? new IamraError('IAMRA423', 'AWS has not answered yet to the first request.')
  );
}

/** An error on one line, with what mends it. */
export function sentenceWithFix({ message, fix }: IamraError): string {
  return `${message} Fix: ${fix}`;
}
