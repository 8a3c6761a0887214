import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from './bench-result.ts';

const rounds = 15;

/** Start of the program as a multiple of the start of an empty Node program, interleaved. */
export function measure(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-bench-'));
  try {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const version = ratio(['bin/run.js', '--version'], [empty]);
    const help = ratio(['bin/run.js', '--help'], [empty]);
    return Promise.resolve([
      {
        name: 'iamra --version',
        value: version,
        unit: '× empty node',
        budget: 1.5,
        comparison: 'at most',
      },
      { name: 'iamra --help', value: help, unit: '× empty node', budget: 3, comparison: 'at most' },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ratio(ours: readonly string[], theirs: readonly string[]): number {
  start(ours);
  const ratios = Array.from({ length: rounds }, () => start(ours) / start(theirs));
  return ratios.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

function start(commandLine: readonly string[]): number {
  const begin = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, commandLine, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${commandLine.join(' ')} ended with ${String(status)}`);
  return Number(process.hrtime.bigint() - begin);
}
