import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { isClusterName } from '../../core/identity/cluster-name.ts';
import type { InitInput } from './init-input.ts';

/**
 * The cluster that is meant.
 * @throws {IamraError} IAMRA901 where none is named or the name is unusable, IAMRA207 where `iamra.yaml` names another
 */
export function findCluster(
  input: Pick<InitInput, 'cluster' | 'configFile'>,
  config: IamraConfig | undefined,
): string {
  const cluster = input.cluster ?? config?.cluster;
  if (cluster === undefined) {
    throw new IamraError(
      'IAMRA901',
      'No cluster is named, and there is no iamra.yaml to take it from.',
      {
        fix: 'give --cluster NAME: a name of your choice that no other cluster of the account has',
      },
    );
  }
  if (!isClusterName(cluster)) {
    throw new IamraError('IAMRA901', `“${cluster}” cannot be the name of a cluster.`, {
      fix: 'take 1 to 63 of the characters a–z, 0–9, “.” and “-”',
    });
  }
  refuseOther('cluster', cluster, config?.cluster, input.configFile);
  return cluster;
}

/**
 * The region that is meant.
 * @throws {IamraError} IAMRA203 where none is known, IAMRA207 where `iamra.yaml` names another
 */
export async function findRegion(
  context: Context,
  input: Pick<InitInput, 'region' | 'profile' | 'configFile'>,
  config: IamraConfig | undefined,
): Promise<string> {
  const region = input.region ?? config?.region ?? (await context.findRegion(input.profile));
  if (region === undefined) {
    throw new IamraError(
      'IAMRA203',
      'No AWS region is named, in the environment or in the profile.',
    );
  }
  refuseOther('region', region, config?.region, input.configFile);
  return region;
}

function refuseOther(
  what: 'cluster' | 'region',
  given: string,
  written: string | undefined,
  configFile: string,
): void {
  if (written === undefined || written === given) return;
  throw new IamraError('IAMRA207', `${configFile} is for ${what} ${written}, not for ${given}.`, {
    fix: `give --${what} ${written}, or another file with --config`,
  });
}
