import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from './support/temporary-directory.ts';

const run = promisify(execFile);
const largestTarball = 3_000_000;

/** Packs what was built and unpacks it where no other package is near. */
async function unpacked(): Promise<{ directory: string; size: number }> {
  const directory = await temporaryDirectory();
  const { stdout } = await run('npm', [
    'pack',
    '--ignore-scripts',
    '--pack-destination',
    directory,
  ]);
  const tarball = join(directory, stdout.trim().split('\n').at(-1) ?? '');
  const { size } = await stat(tarball);
  await run('tar', ['-xzf', tarball, '-C', directory]);
  return { directory: join(directory, 'package'), size };
}

describe('the npm package', () => {
  it('brings all that it needs, nothing more, and runs without another package', async () => {
    const { directory, size } = await unpacked();
    expect((await readdir(directory)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'bin',
      'charts',
      'dist',
      'oclif.manifest.json',
      'package.json',
      'schema',
    ]);
    expect(size).toBeLessThan(largestTarball);
    const program = resolve(directory, 'bin/run.js');
    const { stdout } = await run(process.execPath, [program, 'demo', '--json'], {
      env: { HOME: directory },
      cwd: directory,
    });
    expect(stdout).toContain('assumed-role/web');
  });
});
