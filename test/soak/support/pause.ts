import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a random time between two numbers of seconds; ends early, and in peace, when it is aborted. */
export async function pause(
  random: () => number,
  [shortest, longest]: readonly [number, number],
  signal?: AbortSignal,
): Promise<void> {
  const milliseconds = (shortest + (longest - shortest) * random()) * 1000;
  try {
    await sleep(milliseconds, undefined, { ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
