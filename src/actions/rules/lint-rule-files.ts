import { IamraError } from '../../core/errors/iamra-error.ts';
import {
  type LintedRules,
  type LintSettings,
  lintRules,
} from '../../core/rules/lint/lint-rules.ts';
import { placeManifests } from '../../core/rules/lint/place-manifests.ts';
import { readManifests } from '../inject/read-manifests.ts';

/**
 * Says all that is wrong with the rules of files, of folders, or of standard input.
 * @throws {IamraError} IAMRA365 where there is no rule in them, IAMRA903 and IAMRA904 for what can't be read
 */
export async function lintRuleFiles(
  paths: readonly string[],
  settings: LintSettings,
): Promise<LintedRules> {
  const files = await readManifests(paths);
  const linted = lintRules(files.flatMap(placeManifests), settings);
  if (linted.rules.length === 0 && linted.findings.length === 0) {
    throw new IamraError('IAMRA365', `There is no injection rule in ${paths.join(', ')}.`);
  }
  return linted;
}
