import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder of the user's cache that is built once for each recipe.
 * It appears whole or not at all, so that nobody meets a half-made one.
 */
export async function cachedFolder(
  recipe: string,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const parent = join(cacheHome(), 'iamra', 'peers');
  const folder = join(parent, createHash('sha256').update(recipe).digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  await mkdir(parent, { recursive: true });
  const unfinished = await mkdtemp(join(parent, 'unfinished-'));
  try {
    await build(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process that built the same may have been quicker.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function cacheHome(): string {
  const given = process.env['XDG_CACHE_HOME'] ?? '';
  return given === '' ? join(homedir(), '.cache') : given;
}
