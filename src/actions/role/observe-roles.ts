import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { AwsObservation, InitTarget } from '../../core/plan/init/init-target.ts';
import { initTarget } from '../../core/plan/init/target-of-config.ts';
import type { AwsSide } from '../aws-side/open-aws-side.ts';
import { observe } from '../init/observe.ts';
import { readPolicyFiles } from '../init/read-policy-files.ts';

/** What `iamra.yaml` wants, and what AWS has. */
export interface ObservedRoles {
  readonly target: InitTarget;
  readonly observed: AwsObservation;
}

/**
 * Reads the roles of `iamra.yaml` with trust anchor and Roles Anywhere profile.
 * @throws {IamraError} IAMRA238 for a policy file that can't be used
 */
export async function observeRoles(
  { aws, caller }: AwsSide,
  config: IamraConfig,
  configFile: string,
): Promise<ObservedRoles> {
  const files = await readPolicyFiles(config, configFile);
  const target = initTarget(config, caller.partition, files);
  return { target, observed: await observe(aws, target) };
}
