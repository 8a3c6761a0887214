import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

/**
 * Replaces a file whole: a crash leaves the old one or the new one, never a part. What was being written then
 * lies beside it until the next call, which takes it away: it may hold a key.
 * @throws {IamraError} IAMRA904
 */
export async function writeAtomically(path: string, text: string, mode = 0o644): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    // What cannot be taken away is no reason not to write.
    await removeLeftovers(path).catch(() => undefined);
    await writeFile(temporary, text, { mode, flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new IamraError('IAMRA904', `${path} cannot be written: ${errorMessage(cause)}`, {
      cause,
    });
  }
}

async function removeLeftovers(path: string): Promise<void> {
  const directory = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix)) continue;
    const writer = /^(\d+)\.[0-9a-f-]{36}$/.exec(name.slice(prefix.length))?.[1];
    if (writer === undefined || isAlive(Number(writer))) continue;
    await rm(join(directory, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else is there, too.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
