import { errorMessage } from '../core/errors/error-message.ts';
import type { IamraError } from '../core/errors/iamra-error.ts';
import { style } from '../terminal/style.ts';

/** An error as a person reads it: what happened, what mends it, why, where to read on. */
export function renderError(error: IamraError, stream: NodeJS.WriteStream): string {
  const label = (text: string): string => style('dim', `  ${text.padEnd(7)}`, stream);
  const cause = error.cause === undefined ? [] : causes(error.cause, error.message);
  return [
    `${style('red', `Error ${error.code}`, stream)} ${error.message}`,
    `${label('Fix:')}${error.fix}`,
    ...cause.map((text) => `${label('Cause:')}${text}`),
    `${label('Docs:')}${error.docs}`,
  ].join('\n');
}

/** An error as a program reads it. */
export function errorJson(error: IamraError): object {
  return {
    error: {
      code: error.code,
      message: error.message,
      fix: error.fix,
      docs: error.docs,
      ...(error.cause === undefined ? {} : { cause: errorMessage(error.cause) }),
    },
  };
}

function causes(cause: unknown, alreadySaid: string): string[] {
  const text = errorMessage(cause).split('\n')[0] ?? '';
  return alreadySaid.includes(text) ? [] : [text];
}
