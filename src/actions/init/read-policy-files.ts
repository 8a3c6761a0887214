import { dirname, resolve } from 'node:path';
import { parseArn } from '../../core/arn.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { PolicyFiles } from '../../core/plan/init/inline-policies.ts';
import { readText } from '../../files/read-text.ts';

/**
 * The policy files that `iamra.yaml` names, seen from where it lies; those that are missing are left out.
 * @throws {IamraError} IAMRA904 for one that can't be read
 */
export async function readPolicyFiles(
  config: IamraConfig,
  configFile: string,
): Promise<PolicyFiles> {
  const paths = [
    config.profile?.sessionPolicy,
    ...config.roles.flatMap(({ policies }) => policies),
  ];
  const files = new Map<string, string>();
  for (const path of paths) {
    if (path === undefined || parseArn(path) !== undefined) continue;
    const text = await readText(resolve(dirname(configFile), path));
    if (text !== undefined) files.set(path, text);
  }
  return files;
}
