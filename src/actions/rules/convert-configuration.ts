import { type Conversion, convertFlashbots } from '../../core/rules/convert/convert-flashbots.ts';
import type { RuleSettings } from '../../core/rules/rule.ts';
import { readManifests } from '../inject/read-manifests.ts';

/**
 * Translates the configuration of another injector, in a file or on standard input, into rules.
 * @throws {IamraError} IAMRA903 and IAMRA904 for what can't be read, IAMRA365 and IAMRA367 for what can't be converted
 */
export async function convertConfiguration(
  path: string,
  settings: RuleSettings,
): Promise<Conversion> {
  const [file] = await readManifests([path]);
  return convertFlashbots(file ?? { file: path, text: '' }, settings);
}
