import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from './cluster-error.ts';
import { checkProcesses, logFolder } from './machine/processes.ts';

const patienceMilliseconds = 180_000;

/**
 * Asks until the answer is yes.
 * @throws {ClusterError} after three minutes, or at once when a component of the cluster ended
 */
export async function untilReady(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMilliseconds;
  while (!(await ask())) {
    checkProcesses();
    if (Date.now() > deadline) {
      throw new ClusterError(`${what} is not ready after 3 minutes; logs are in ${logFolder}.`);
    }
    await sleep(100);
  }
}
