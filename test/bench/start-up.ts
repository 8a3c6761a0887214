import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figures } from './figures.ts';
import { median } from './support/median.ts';

const rounds = 15;

/** Start of the program as a multiple of the start of an empty Node program, interleaved. */
export async function measure(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-bench-'));
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const emptyNode = (): Promise<number> => untilExit([empty]);
  try {
    return {
      budgets: {
        version: await ratio(() => untilExit([program, '--version']), emptyNode),
        help: await ratio(() => untilExit([program, '--help']), emptyNode),
        doctor: await ratio(() => untilFirstLine(folder), emptyNode),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const program = 'bin/run.js';

async function ratio(ours: () => Promise<number>, theirs: () => Promise<number>): Promise<number> {
  // Fills the compile cache.
  await ours();
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) ratios.push((await ours()) / (await theirs()));
  return median(ratios);
}

async function untilExit(commandLine: readonly string[]): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, commandLine, { stdio: 'ignore' });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`${commandLine.join(' ')} ended with ${String(status)}`);
  return performance.now() - begin;
}

/** Until doctor says that it has begun; there is no cluster here, which it says next. */
async function untilFirstLine(folder: string): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, [program, 'doctor'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { HOME: folder, KUBECONFIG: join(folder, 'none') },
  });
  const exited = once(child, 'exit');
  await once(child.stderr, 'data');
  const milliseconds = performance.now() - begin;
  child.stderr.resume();
  await exited;
  return milliseconds;
}
