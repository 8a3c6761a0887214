import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Starts a program that writes into the folder's log. */
export function startProgram(
  folder: string,
  program: string,
  flags: readonly string[],
): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn(program, flags, { stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

/** Kills a program, and waits until it is gone. */
export async function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
