import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
  readonly seconds: number;
  readonly pollMilliseconds: number;
  /** Ends the waiting with an AbortError. */
  readonly signal?: AbortSignal | undefined;
}

/** Asks again and again until there is an answer, and gives it; undefined when the time is over. */
export async function poll<T>(
  ask: () => Promise<T | undefined>,
  { seconds, pollMilliseconds, signal }: PollOptions,
): Promise<T | undefined> {
  const attempts = (seconds * 1000) / pollMilliseconds;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(pollMilliseconds, undefined, signal === undefined ? {} : { signal });
  }
  return undefined;
}
