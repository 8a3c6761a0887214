import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { onCore } from './cores.ts';

/** A server that runs as a process of its own and is looked at from outside. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** Of plain HTTP, where the server has one. */
  readonly healthPort: number | undefined;
  /** How many lines of its log have this message. */
  countLines(message: string): number;
  stop(): Promise<void>;
}

interface Line {
  readonly message: string;
  readonly port?: number;
  readonly healthPort?: number;
}

export interface ServerOptions {
  /** Of Node. */
  readonly commandLine: readonly string[];
  readonly logFile: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Where it runs; the servers' core, unless it only helps to put load on another. */
  readonly core?: 'server' | 'load';
}

/** Starts a Node program that logs `{"message":"listening","port":…}`. */
export async function startServer({
  commandLine,
  logFile,
  environment = {},
  core = 'server',
}: ServerOptions): Promise<ServerProcess> {
  const log = openLog(logFile);
  const [file, ...words] = onCore(core, [process.execPath, ...commandLine]);
  const child = spawn(file, words, {
    stdio: ['ignore', log.input, 'inherit'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  closeSync(log.input);
  const exited = once(child, 'exit');
  const { port = 0, healthPort } = await pollUntil(() => {
    if (child.exitCode !== null) throw new Error(`${commandLine.join(' ')} ended`);
    return linesOf(logFile).find(({ message }) => message === 'listening');
  });
  return {
    pid: child.pid ?? 0,
    port,
    healthPort,
    countLines: (wanted) => linesOf(logFile).filter(({ message }) => message === wanted).length,
    stop: async () => {
      child.kill();
      await exited;
      await log.closed;
    },
  };
}

/**
 * A named pipe with a reader of its own, as a container runtime gives it to a container: what it costs
 * to bring the log to a disk is not the server's time.
 */
function openLog(logFile: string): { readonly input: number; readonly closed: Promise<unknown> } {
  const pipe = `${logFile}.pipe`;
  if (!existsSync(pipe)) execFileSync('mkfifo', [pipe]);
  const file = openSync(logFile, 'w');
  const [command, ...words] = onCore('load', ['cat', pipe]);
  const reader = spawn(command, words, { stdio: ['ignore', file, 'inherit'] });
  closeSync(file);
  return { closed: once(reader, 'exit'), input: openSync(pipe, 'w') };
}

/** Whole lines only: the last one may be half written. */
function linesOf(logFile: string): Line[] {
  const lines = readFileSync(logFile, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}
