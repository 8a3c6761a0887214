import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { EmulatorOptions } from '../../../src/emulator/emulator-options.ts';
import { writes } from './emulated-aws.ts';
import { type Ended, type RunOptions, startIamra } from './run-iamra.ts';

/** Kills each program that it runs right after its first write. */
export interface WriteKiller {
  /** For the emulator that the program takes for AWS. */
  readonly options: EmulatorOptions;
  /** The exit code is null where the program was killed. */
  readonly run: (words: readonly string[], options: RunOptions) => Promise<Ended>;
}

const dieAfterWrite = new URL('../../fixtures/die-after-write.ts', import.meta.url).href;

export function writeKiller(): WriteKiller {
  let running: ChildProcess | undefined;
  return {
    options: {
      // It is dead before it hears of what it has written.
      onExchange: ({ operation }) => {
        if (writes([operation]).length === 1) running?.kill('SIGKILL');
      },
    },
    run: async (words, options) => {
      const child = startIamra(words, {
        ...options,
        environment: { ...options.environment, DIE_AFTER_WRITES: '1' },
        nodeOptions: ['--import', dieAfterWrite],
      });
      const { stdin, stdout, stderr } = child;
      if (stdin === null || stdout === null || stderr === null) throw new Error('no pipes');
      running = child;
      stdin.end();
      const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
      running = undefined;
      return { exitCode: child.exitCode, stdout: out, stderr: err };
    },
  };
}
