import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import { buildModule } from '../tools/build-module.ts';
import { type ModuleName, readGoModule } from '../tools/go-module.ts';
import { type ArchivedImage, writeDockerArchive } from './write-docker-archive.ts';

/** The image that holds a pod's namespaces, by the name that containerd is told. */
export const pauseImage = 'registry.k8s.io/pause:3.10';

/** CoreDNS by its published name. */
export const dnsImage = `registry.k8s.io/coredns/coredns:${version('coredns')}`;

const images: Readonly<Partial<Record<ModuleName, readonly ArchivedImage[]>>> = {
  pause: [{ tag: pauseImage, entrypoint: ['/pause'] }],
  coredns: [{ tag: dnsImage, entrypoint: ['/coredns'] }],
  'cert-manager': ['controller', 'cainjector', 'webhook'].map((component) => ({
    tag: `quay.io/jetstack/cert-manager-${component}:${version('cert-manager')}`,
    entrypoint: ['/cert-manager', component],
  })),
};

/** Archives of the images that a cluster needs before any of ours; made once for each version. */
export async function systemImages(): Promise<readonly string[]> {
  const archives = [];
  // One after the other: each build keeps all cores busy.
  for (const [name, list] of Object.entries(images)) {
    archives.push(await archive(name as ModuleName, list));
  }
  return archives;
}

async function archive(name: ModuleName, list: readonly ArchivedImage[]): Promise<string> {
  const { fingerprint } = readGoModule(name);
  const file = join(cacheFolder, 'images', `${name}-${fingerprint}.tar`);
  if (!existsSync(file)) {
    const source = join(await buildModule(name), name);
    await writeDockerArchive(file, { source, path: name }, list);
  }
  return file;
}

function version(name: ModuleName): string {
  return readGoModule(name).requirement?.version ?? '';
}
