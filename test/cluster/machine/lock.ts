import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from '../progress.ts';

/** What one process of this machine at a time may do. */
export type Deed = 'start or stop the cluster' | 'build programs of the cluster';

/** Does work while no other process of this machine does the same. */
export async function withLock<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
  const lock = await acquire(deed);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(deed: Deed): Promise<Server> {
  // An abstract socket (unix(7)): the kernel frees it when its holder ends, however it ends.
  const name = `\0iamra: ${deed}`;
  for (let waited = false; ; waited = true) {
    const lock = createServer().listen(name);
    try {
      await once(lock, 'listening');
      return lock;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
    if (!waited) progress(`Waiting for another process to ${deed} …`);
    await sleep(200);
  }
}
