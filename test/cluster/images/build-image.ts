import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { cacheFolder } from '../folders.ts';
import { installPackages } from '../machine/prepare-machine.ts';
import { progress } from '../progress.ts';
import { baseImage } from './base-image.ts';
import { buildah } from './buildah.ts';

const root = join(import.meta.dirname, '../../..');
const dockerfile = join(root, 'webhook/Dockerfile');
const bundles = join(root, 'dist/image');
const archives = join(cacheFolder, 'images');

/**
 * Builds the project's own image from its Dockerfile and what `npm run build` made, and gives the
 * path of the archive; an archive of the same contents and tag is used again.
 * @throws {ClusterError} when buildah or mmdebstrap is missing and cannot be installed
 */
export async function buildImage(tag: string): Promise<string> {
  const prefix = `${tag.replaceAll(/[^\w.-]/g, '_')}-`;
  const archive = join(archives, `${prefix}${await fingerprint()}.tar`);
  if (existsSync(archive)) return archive;
  await installPackages({ '/usr/bin/buildah': 'buildah', '/usr/bin/mmdebstrap': 'mmdebstrap' });
  const base = await baseImage();
  progress(`Building the image ${tag} …`);
  await mkdir(archives, { recursive: true });
  const words = ['build', `--build-arg=BASE=${base}`, '--pull-never', `--file=${dockerfile}`];
  await buildah([...words, `--tag=${tag}`, root]);
  await removeArchives(prefix);
  const unfinished = `${archive}.${process.pid}`;
  await buildah(['push', tag, `docker-archive:${unfinished}:${tag}`]);
  await rename(unfinished, archive);
  await buildah(['rmi', '--prune', '--force']);
  return archive;
}

/** Of one tag only the newest is kept: each has the size of Node. */
async function removeArchives(prefix: string): Promise<void> {
  for (const name of await readdir(archives)) {
    if (name.startsWith(prefix)) await rm(join(archives, name));
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(process.versions.node);
  hash.update(await readFile(dockerfile));
  const entries = await readdir(bundles, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    hash.update(relative(bundles, path)).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}
