import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { ManifestFile } from '../../../../src/core/injection/manifests/edited-manifests.ts';

const extensions = new Set(['.yaml', '.yml', '.json']);
/** Argo CD's installation whole is its resource definitions, and the workloads that base/ has too. */
const longestText = 256 * 1024;
const listOfContainers = /containers"?:\s*(-\s|\[)/;

/** Every file below a folder in which there may be a pod, by its path there. */
export async function corpusFiles(folder: string): Promise<ManifestFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && extensions.has(extname(entry.name)))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  const files: ManifestFile[] = [];
  for (const path of paths) {
    const text = await readFile(path, 'utf8');
    if (text.length > longestText || !listOfContainers.test(text)) continue;
    files.push({ file: relative(folder, path), text });
  }
  return files;
}
