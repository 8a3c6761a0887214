import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

const program = resolve('bin/run.js');

/** Starts the built program without a terminal and with nothing of the environment but what is given. */
export function startIamra(
  commandLine: readonly string[],
  options: RunOptions = {},
): ReturnType<typeof spawn> {
  return spawn(process.execPath, [...(options.nodeOptions ?? []), program, ...commandLine], {
    cwd: options.directory,
    env: { HOME: options.directory ?? '/nonexistent', ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs the built program to its end. */
export async function runIamra(
  commandLine: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  const child = startIamra(commandLine, options);
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('no pipes');
  stdin.end(options.input ?? '');
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout: out, stderr: err };
}
