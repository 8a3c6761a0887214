import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheFolder } from '../folders.ts';
import { progress } from '../progress.ts';
import { buildah } from './buildah.ts';

const suite = 'bookworm';
const packages = ['ca-certificates', 'libstdc++6'];

/**
 * Gives the name, in buildah's storage, of an image that stands in for the Dockerfile's base where
 * no registry can be reached: Debian's essential packages, and the project's own Node.
 */
export async function baseImage(): Promise<string> {
  const name = `localhost/iamra-base:${suite}-node-${process.versions.node}`;
  const known = await buildah(['images', '--format={{.Name}}:{{.Tag}}']);
  if (!known.split('\n').includes(name)) await createBaseImage(name);
  return name;
}

async function createBaseImage(name: string): Promise<void> {
  const debian = await debianArchive();
  const container = await buildah(['from', 'scratch']);
  try {
    await buildah(['add', container, debian, '/']);
    await buildah(['copy', '--chmod=0755', container, process.execPath, '/nodejs/bin/node']);
    await buildah(['commit', container, name]);
  } finally {
    await buildah(['rm', container]);
  }
}

async function debianArchive(): Promise<string> {
  const file = join(cacheFolder, 'images', `debian-${suite}.tar`);
  if (existsSync(file)) return file;
  progress(`Gathering a minimal Debian ${suite} …`);
  await mkdir(join(cacheFolder, 'images'), { recursive: true });
  const unfinished = join(cacheFolder, 'images', `unfinished-${process.pid}.tar`);
  const words = ['--variant=essential', `--include=${packages.join(',')}`, suite, unfinished];
  await execa('mmdebstrap', words);
  await rename(unfinished, file);
  return file;
}
