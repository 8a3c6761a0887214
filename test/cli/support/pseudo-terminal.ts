import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { pollUntil } from '../../fixtures/poll-until.ts';
import type { RunOptions } from './run-iamra.ts';

/** The built program in a terminal of its own, as a person sees it. */
export interface TerminalSession {
  /** What was shown so far, without colours. */
  readonly screen: () => string;
  /** Waits for a text that was not waited for before, then types. */
  readonly answer: (awaited: string, typed: string) => Promise<void>;
  readonly ended: Promise<number>;
}

export const enter = '\r';
export const down = '\u001b[B';
export const interrupt = '\u0003';

export function iamraInTerminal(
  commandLine: readonly string[],
  { directory, environment }: RunOptions,
): TerminalSession {
  const program = [resolve('bin/run.js'), ...commandLine];
  const terminal = spawn(process.execPath, program, {
    cols: 200,
    rows: 50,
    cwd: directory ?? '/',
    env: { HOME: directory ?? '/', TERM: 'xterm', ...environment },
  });
  let shown = '';
  let seen = 0;
  let hasEnded = false;
  terminal.onData((data) => {
    shown += data;
  });
  const ended = new Promise<number>((done) => {
    terminal.onExit(({ exitCode }) => {
      hasEnded = true;
      done(exitCode);
    });
  });
  onTestFinished(() => {
    if (!hasEnded) terminal.kill('SIGKILL');
  });
  const screen = (): string => stripVTControlCharacters(shown);
  return {
    screen,
    answer: async (awaited, typed) => {
      await pollUntil(() => {
        const at = screen().indexOf(awaited, seen);
        if (at < 0 && hasEnded) throw new Error(`“${awaited}” was never shown:\n${screen()}`);
        if (at >= 0) seen = at + awaited.length;
        return at >= 0 || undefined;
      });
      terminal.write(typed);
    },
    ended,
  };
}
