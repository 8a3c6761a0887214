import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cachedFolder } from './cached-folder.ts';
import { install } from './install.ts';

/**
 * One of our programs that use a Go module, built.
 * @throws {Error} that says what is missing without Go
 */
export async function goProgram(name: string): Promise<string> {
  const sources = join(import.meta.dirname, '..', 'programs', name);
  const files = (await readdir(sources)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(sources, file), 'utf8')));
  const folder = await cachedFolder(
    [await goVersion(), ...texts].join('\n'),
    async (unfinished) => {
      // Go writes go.sum as it resolves: not in the checkout.
      await cp(sources, unfinished, { recursive: true });
      const flags = ['-mod=mod', '-trimpath', '-buildvcs=false'];
      await install(unfinished, 'go', 'build', ...flags, '-o', name, '.');
    },
  );
  return join(folder, name);
}

async function goVersion(): Promise<string> {
  const { exitCode, stdout } = await execa('go', ['version'], { reject: false });
  if (exitCode === 0) return stdout;
  throw new Error('The peer tests need Go, and there is no go: https://go.dev/dl');
}
