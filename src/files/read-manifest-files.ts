import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IamraError } from '../core/errors/iamra-error.ts';
import { readStandardInput } from './read-standard-input.ts';
import { readText } from './read-text.ts';

/** The text of a file, and what messages call it. */
export interface ReadFile {
  readonly file: string;
  readonly text: string;
}

const manifestName = /\.(ya?ml|json)$/;

/**
 * Reads what kubectl's --filename names: files, `-` for standard input, the manifests in a folder.
 * @throws {IamraError} IAMRA904 for what is not there, and for a folder without manifests
 */
export async function readManifestFiles(
  paths: readonly string[],
  recursive: boolean,
): Promise<ReadFile[]> {
  const read = await Promise.all(paths.map((path) => readPath(path, recursive)));
  return read.flat();
}

async function readPath(path: string, recursive: boolean): Promise<ReadFile[]> {
  if (path === '-') return [{ file: 'standard input', text: await readStandardInput() }];
  if (!(await isFolder(path))) return [await readOne(path)];
  const names = await readdir(path, { recursive });
  const files = names.filter((name) => manifestName.test(name)).sort();
  if (files.length > 0) return Promise.all(files.map((name) => readOne(join(path, name))));
  throw new IamraError('IAMRA904', `There is no .yaml, .yml or .json file in ${path}.`, {
    fix: recursive
      ? 'name the folder of the manifests'
      : 'add --recursive for the folders below it',
  });
}

async function readOne(file: string): Promise<ReadFile> {
  const text = await readText(file);
  if (text === undefined) throw new IamraError('IAMRA904', `There is no file ${file}.`);
  return { file, text };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Whoever reads it then says what is wrong.
    return false;
  }
}
