import { readFile } from 'node:fs/promises';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

/**
 * The text of a file; undefined where there is none.
 * @throws {IamraError} IAMRA904 for one that is there and can't be read
 */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new IamraError('IAMRA904', `${path} cannot be read: ${errorMessage(cause)}`, { cause });
  }
}
