import { setTimeout as sleep } from 'node:timers/promises';

// Each question starts a process, which takes the cores from the pods that are waited for.
const pauseMilliseconds = 200;

/** Asks the cluster until the answer is there; the test's own time limit ends what never comes. */
export async function pollCluster<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(pauseMilliseconds);
  }
}
