import { parseDuration } from '../core/duration.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

/**
 * What `--timeout` says, in milliseconds.
 * @throws {IamraError} IAMRA901
 */
export function parseTimeout(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  throw new IamraError('IAMRA901', `--timeout “${text}” is no duration.`, {
    fix: 'give it as 90s, 5m or 1h30m',
  });
}
