import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

const extensions = new Set(['.yaml', '.yml', '.json']);

/**
 * The path of a file; of a directory those of all manifests in it and below, in the order of their
 * names. What begins with a dot is left out, as `.git` and `.github`.
 * @throws {IamraError} IAMRA904 for what is not there or can't be read, IAMRA380 for an empty directory
 */
export async function listManifestFiles(path: string): Promise<string[]> {
  if (!(await isDirectory(path))) return [path];
  const found = await filesBelow(path);
  if (found.length > 0) return found;
  throw new IamraError('IAMRA380', `${path} holds no file that ends in .yaml, .yml or .json.`);
}

async function filesBelow(directory: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await namesIn(directory)).toSorted()) {
    const path = join(directory, name);
    if (name.startsWith('.')) continue;
    if (await isDirectory(path)) found.push(...(await filesBelow(path)));
    else if (extensions.has(extname(name))) found.push(path);
  }
  return found;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    throw unreadable(directory, cause);
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new IamraError('IAMRA904', `There is no file ${path}.`);
    }
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): IamraError {
  return new IamraError('IAMRA904', `${path} cannot be read: ${errorMessage(cause)}`, { cause });
}
