import { writeAtomically } from '../../files/write-atomically.ts';

/** Writes what was exported to a file. @throws {IamraError} IAMRA904 */
export function writeExport(path: string, text: string): Promise<void> {
  return writeAtomically(path, text.endsWith('\n') ? text : `${text}\n`);
}
