import { IamraError } from '../core/errors/iamra-error.ts';

/**
 * What `--timeout` says, as Helm understands it.
 * @throws {IamraError} IAMRA901 for what is no duration
 */
export function helmTimeout(text: string): string {
  if (/^(\d+(h|m|s))+$/.test(text)) return text;
  throw new IamraError('IAMRA901', `--timeout “${text}” is not a duration.`, {
    fix: 'give it as 90s, 5m or 1h30m',
  });
}
