import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';

export interface ArchivedImage {
  readonly tag: string;
  readonly entrypoint: readonly string[];
}

/**
 * Writes a docker-archive (`docker load` reads it) of images that share one layer: one static
 * binary, run as user 65532.
 */
export async function writeDockerArchive(
  archive: string,
  binary: { readonly source: string; readonly path: string },
  images: readonly ArchivedImage[],
): Promise<void> {
  await mkdir(dirname(archive), { recursive: true });
  const work = await mkdtemp(`${archive}.`);
  try {
    await cp(binary.source, join(work, 'root', binary.path), { recursive: true });
    const tar = ['--owner=0', '--group=0', '--numeric-owner', '--create'];
    await execa('tar', [...tar, '--file=layer.tar', '--directory=root', '.'], { cwd: work });
    const digest = await sha256(join(work, 'layer.tar'));
    const manifest = [];
    for (const [index, { tag, entrypoint }] of images.entries()) {
      const file = `config-${index}.json`;
      await writeFile(join(work, file), configuration(entrypoint, digest));
      manifest.push({ Config: file, RepoTags: [tag], Layers: ['layer.tar'] });
    }
    await writeFile(join(work, 'manifest.json'), JSON.stringify(manifest));
    const files = ['manifest.json', 'layer.tar', ...manifest.map(({ Config }) => Config)];
    await execa('tar', ['--create', '--file=image.tar', ...files], { cwd: work });
    await rename(join(work, 'image.tar'), archive);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function configuration(entrypoint: readonly string[], layerDigest: string): string {
  return JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Entrypoint: entrypoint, User: '65532:65532', Env: ['PATH=/'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerDigest}`] },
  });
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
