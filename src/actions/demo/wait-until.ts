import { setTimeout as sleep } from 'node:timers/promises';

const pauseMilliseconds = 50;

/** Asks again and again until the answer is there; fails with `complaint` when the time is over. */
export async function waitUntil<T>(
  ask: () => Promise<T | undefined>,
  options: { readonly milliseconds: number; readonly complaint: () => string },
): Promise<T> {
  const end = Date.now() + options.milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(options.complaint());
    await sleep(pauseMilliseconds);
  }
}
