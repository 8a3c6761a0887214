import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';

/** The kubelet keeps to this group: it would end the pods of another kubelet in its default one. */
export const clusterCgroup = '/iamra-cluster';

/** Makes the group: one folder in version 2, one for each controller in version 1. */
export function createCgroup(): void {
  for (const hierarchy of hierarchies()) {
    mkdirSync(join(hierarchy, clusterCgroup), { recursive: true });
  }
}

/** Removes the group and what the kubelet made below it; its processes have ended before. */
export function removeCgroup(): void {
  for (const hierarchy of hierarchies()) removeTree(join(hierarchy, clusterCgroup));
}

function hierarchies(): readonly string[] {
  if (existsSync(join(root, 'cgroup.controllers'))) return [root];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, name));
}

// Folders of the kernel go one by one, innermost first; their files cannot be removed.
function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  }
  rmdirSync(folder);
}
