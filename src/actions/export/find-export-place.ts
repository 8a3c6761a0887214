import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { partitionOfRegion } from '../../core/export/partition-of-region.ts';
import type { ScopePlace } from '../../core/export/permissions/permission-scope-of.ts';
import { findCluster, findRegion } from '../init/find-place.ts';

/** Where an export is for; what is absent is as `iamra.yaml` says. */
export interface ExportPlaceInput {
  readonly cluster: string | undefined;
  readonly region: string | undefined;
  /** A profile of the AWS CLI, whose region counts where no other is named. */
  readonly profile: string | undefined;
  /** Twelve digits */
  readonly account: string | undefined;
  readonly configFile: string;
}

/**
 * Where an export is for, without a call to AWS.
 * @throws {IamraError} IAMRA901 where cluster or account is not named, IAMRA203 without a region, IAMRA207 where `iamra.yaml` names another
 */
export async function findExportPlace(
  context: Context,
  input: ExportPlaceInput,
  config: IamraConfig | undefined,
): Promise<ScopePlace> {
  const cluster = findCluster(input, config);
  const region = await findRegion(context, input, config);
  const partition = partitionOfRegion(region);
  return { cluster, region, account: findAccount(input, config), partition };
}

function findAccount(
  { account, configFile }: ExportPlaceInput,
  config: IamraConfig | undefined,
): string {
  const found = account ?? config?.account;
  if (found === undefined) {
    throw new IamraError('IAMRA901', 'No AWS account is named, and there is no iamra.yaml.', {
      fix: 'give --account ID, twelve digits',
    });
  }
  if (!/^\d{12}$/.test(found)) {
    throw new IamraError('IAMRA901', `--account “${found}” is not of twelve digits.`, {
      fix: 'give it as 123456789012; aws sts get-caller-identity shows it',
    });
  }
  if (config === undefined || config.account === found) return found;
  throw new IamraError(
    'IAMRA207',
    `${configFile} is for account ${config.account}, not for ${found}.`,
    { fix: `give --account ${config.account}, or another file with --config` },
  );
}
