import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { pollUntil } from '../../fixtures/poll-until.ts';

/** A server in a process of its own that is looked at from outside. */
export interface MeasuredProcess {
  readonly pid: number;
  readonly port: number;
  /** How many lines of its log have this message. */
  countLines(message: string): number;
  stop(): Promise<void>;
}

interface Line {
  readonly message: string;
  readonly port?: number;
}

/** Starts a Node program that logs `{"message":"listening","port":…}` to this file. */
export async function startMeasured(
  commandLine: readonly string[],
  logFile: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<MeasuredProcess> {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, commandLine, {
    stdio: ['ignore', log, 'inherit'],
    env: environment,
  });
  const exited = once(child, 'exit');
  const { port = 0 } = await pollUntil(() => {
    if (child.exitCode !== null) throw new Error(`${commandLine.join(' ')} ended`);
    return linesOf(logFile).find(({ message }) => message === 'listening');
  });
  return {
    pid: child.pid ?? 0,
    port,
    countLines: (wanted) => linesOf(logFile).filter(({ message }) => message === wanted).length,
    stop: async () => {
      child.kill();
      await exited;
      closeSync(log);
    },
  };
}

/** Whole lines only: the last one may be half written. */
function linesOf(logFile: string): Line[] {
  const lines = readFileSync(logFile, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}
