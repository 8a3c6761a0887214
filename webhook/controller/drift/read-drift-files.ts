import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';

/** What drift detection compares AWS with. */
export interface DriftFiles {
  /** The text of iamra.yaml. */
  readonly config: string;
  /** The policies that iamra.yaml names as files: text by path. */
  readonly policies: ReadonlyMap<string, string>;
}

/**
 * Reads a mounted ConfigMap.
 * @throws {IamraError} IAMRA284
 */
export async function readDriftFiles(directory: string): Promise<DriftFiles> {
  try {
    const [config, policies] = await Promise.all(
      ['iamra.yaml', 'policies.json'].map((name) => readFile(join(directory, name), 'utf8')),
    );
    const texts = JSON.parse(policies ?? '{}') as Readonly<Record<string, string>>;
    return { config: config ?? '', policies: new Map(Object.entries(texts)) };
  } catch (cause) {
    throw new IamraError(
      'IAMRA284',
      `The files of drift detection cannot be read: ${errorMessage(cause)}.`,
      { cause },
    );
  }
}
