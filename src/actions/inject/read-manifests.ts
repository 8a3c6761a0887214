import { IamraError } from '../../core/errors/iamra-error.ts';
import type { ManifestFile } from '../../core/injection/manifests/edited-manifests.ts';
import { listManifestFiles } from '../../files/list-manifest-files.ts';
import { readStandardInput } from '../../files/read-standard-input.ts';
import { readText } from '../../files/read-text.ts';

/**
 * Reads files, directories and standard input (`-`) in the order in which they are named, each file once.
 * @throws {IamraError} IAMRA904 or IAMRA380 for what can't be read, IAMRA381 for a URL
 */
export async function readManifests(sources: readonly string[]): Promise<ManifestFile[]> {
  const paths: string[] = [];
  for (const source of sources) paths.push(...(await pathsOf(source)));
  const read: ManifestFile[] = [];
  for (const path of new Set(paths)) read.push(await readManifest(path));
  return read;
}

async function pathsOf(source: string): Promise<string[]> {
  if (source === '-') return [source];
  if (/^[a-z]+:\/\//i.test(source)) {
    throw new IamraError('IAMRA381', `${source} is a URL; manifests are read from files.`, {
      fix: `curl --fail --silent --show-error --location ${source} | iamra inject -f -`,
    });
  }
  return listManifestFiles(source);
}

async function readManifest(path: string): Promise<ManifestFile> {
  if (path === '-') return { file: 'standard input', text: await readStandardInput() };
  const text = await readText(path);
  if (text === undefined) throw new IamraError('IAMRA904', `There is no file ${path}.`);
  return { file: path, text };
}
