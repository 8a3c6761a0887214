import type { IamraConfig } from '../core/config/iamra-config.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import { renderConfig } from '../core/config/render-config.ts';
import { readText } from './read-text.ts';
import { writeAtomically } from './write-atomically.ts';

/**
 * Reads `iamra.yaml`; undefined where there is none.
 * @throws {IamraError} IAMRA903 with the line of what is wrong
 */
export async function readConfigFile(path: string): Promise<IamraConfig | undefined> {
  const text = await readText(path);
  return text === undefined ? undefined : parseConfig(text, path);
}

/** Writes `iamra.yaml`, comments kept; says whether that changed the file. */
export async function writeConfigFile(path: string, config: IamraConfig): Promise<boolean> {
  const before = await readText(path);
  const text = renderConfig(config, before);
  if (text === before) return false;
  await writeAtomically(path, text);
  return true;
}
