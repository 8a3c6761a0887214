import { join } from 'node:path';
import { execa } from 'execa';
import { cacheFolder } from '../folders.ts';

const storage = join(cacheFolder, 'buildah');

/** Runs buildah, with a storage of its own and without a daemon, and gives its standard output. */
export async function buildah(words: readonly string[]): Promise<string> {
  const folders = ['--root', join(storage, 'root'), '--runroot', join(storage, 'run')];
  const { stdout } = await execa('buildah', [...folders, ...words], {
    env: { STORAGE_DRIVER: 'overlay', BUILDAH_ISOLATION: 'chroot' },
  });
  return stdout;
}
