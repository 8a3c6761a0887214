import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { errorMessage } from '../../core/errors/error-message.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';

/**
 * Writes a whole file or leaves the old one: readers never see half of it.
 * @throws {IamraError} IAMRA904
 */
export function writeFileAtomically(file: string, text: string, mode: number): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode });
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new IamraError('IAMRA904', `Cannot write ${file}: ${errorMessage(cause)}.`, { cause });
  }
}
