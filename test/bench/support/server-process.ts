import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readSync } from 'node:fs';
import { pollUntil } from '../../fixtures/poll-until.ts';

/** A server that runs as a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** Of plain HTTP, where the server has one. */
  readonly healthPort: number | undefined;
  stop(): Promise<void>;
}

/**
 * Starts a Node program that logs `{"message":"listening","port":…}`. Its log goes to a file, as a
 * container's does: reading it here would take from the core that makes the load.
 */
export async function startServer(
  commandLine: readonly string[],
  logFile: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> {
  const log = openSync(logFile, 'w+');
  const child = spawn(process.execPath, commandLine, {
    stdio: ['ignore', log, 'inherit'],
    env: environment,
  });
  const exited = once(child, 'exit');
  const { port, healthPort } = await pollUntil(() => {
    if (child.exitCode !== null) throw new Error(`${commandLine.join(' ')} ended: ${head(log)}`);
    return listening(head(log));
  });
  return {
    port,
    healthPort,
    stop: async () => {
      child.kill();
      await exited;
      closeSync(log);
    },
  };
}

interface Listening {
  readonly message: string;
  readonly port: number;
  readonly healthPort?: number;
}

const headBytes = 4096;

function head(file: number): string {
  const bytes = Buffer.alloc(headBytes);
  return bytes.toString('utf8', 0, readSync(file, bytes, 0, headBytes, 0));
}

function listening(log: string): Listening | undefined {
  const whole = log.slice(0, log.lastIndexOf('\n') + 1).split('\n');
  return whole
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Listening)
    .find(({ message }) => message === 'listening');
}
