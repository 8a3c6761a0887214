import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';

/**
 * The folder of one of our programs, built in a copy of its sources: never in the checkout.
 * @param toolchain what it is built with, so that another one builds it anew
 */
export async function builtProgram(
  name: string,
  toolchain: string,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const sources = join(import.meta.dirname, '..', 'programs', name);
  const files = (await readdir(sources)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(sources, file), 'utf8')));
  return cachedFolder([toolchain, ...texts].join('\n'), async (unfinished) => {
    await cp(sources, unfinished, { recursive: true });
    await build(unfinished);
  });
}
