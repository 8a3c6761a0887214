import { setTimeout as wait } from 'node:timers/promises';
import { IamraError } from '../../core/errors/iamra-error.ts';

/** Waits for so many milliseconds, or until the work is to end. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Half a minute in all: AWS speaks of seconds. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html */
export const waits: readonly number[] = [500, 1000, 2000, 4000, 8000, 8000, 8000];

/** An error's name and message as AWS gave them. */
export interface AwsRefusal {
  readonly name: string;
  readonly message: string;
}

/**
 * Makes a call again as long as AWS answers that it doesn't see what was just made: changes take seconds to spread.
 * @throws {IamraError} IAMRA242 where it doesn't see it in half a minute; any other error at once
 */
export async function untilSeen<T>(
  call: () => Promise<T>,
  isUnseen: (refusal: AwsRefusal) => boolean,
  sleep: Sleep,
): Promise<T> {
  for (const milliseconds of waits) {
    try {
      return await call();
    } catch (error) {
      if (!isUnseen(refusalOf(error))) throw error;
      await sleep(milliseconds);
    }
  }
  try {
    return await call();
  } catch (error) {
    if (!isUnseen(refusalOf(error))) throw error;
    throw new IamraError(
      'IAMRA242',
      `AWS does not see yet what was just made: ${refusalOf(error).message}`,
      {
        cause: error,
      },
    );
  }
}

/** Sleeps that end with a signal. @throws {IamraError} IAMRA905 where it ends them */
export function sleeper(signal: AbortSignal): Sleep {
  return async (milliseconds) => {
    try {
      await wait(milliseconds, undefined, { signal });
    } catch (cause) {
      throw new IamraError('IAMRA905', 'Interrupted; what was made stays.', { cause });
    }
  };
}

function refusalOf(error: unknown): AwsRefusal {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? cause : { name: '', message: '' };
}
