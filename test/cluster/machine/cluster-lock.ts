import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from '../progress.ts';

/** An abstract socket (unix(7)): the kernel frees it when its holder ends, however it ends. */
const name = '\0iamra-cluster';

/** Does work while no other process of this machine starts or stops the cluster. */
export async function withClusterLock<T>(work: () => Promise<T>): Promise<T> {
  const lock = await acquire();
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(): Promise<Server> {
  for (let waited = false; ; waited = true) {
    const lock = createServer().listen(name);
    try {
      await once(lock, 'listening');
      return lock;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
    if (!waited) progress('Another process starts or stops the cluster: waiting for it …');
    await sleep(200);
  }
}
