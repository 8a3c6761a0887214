import type { Aws } from '../../aws/aws.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { refuseOtherAccount } from '../init/refuse-other-account.ts';

/** How commands about what `init` has made reach it. */
export interface AwsSideInput {
  readonly configFile: string;
  /** Absent: what `iamra.yaml` says. */
  readonly region: string | undefined;
  /** A profile of the AWS CLI. */
  readonly profile: string | undefined;
  readonly endpointUrl: string | undefined;
}

/** What `iamra.yaml` says, and AWS as the account that it names. */
export interface AwsSide {
  readonly config: IamraConfig;
  readonly aws: Aws;
  readonly caller: CallerIdentity;
}

/**
 * Reads `iamra.yaml` and asks AWS who we are.
 * @throws {IamraError} IAMRA236 without `iamra.yaml`, IAMRA207 where it names another account or region
 */
export async function openAwsSide(context: Context, input: AwsSideInput): Promise<AwsSide> {
  const { configFile, profile, endpointUrl } = input;
  const config = await readConfigFile(configFile);
  if (config === undefined) throw new IamraError('IAMRA236', `There is no ${configFile} here.`);
  const { region } = config;
  if (input.region !== undefined && input.region !== region) {
    throw new IamraError(
      'IAMRA207',
      `${configFile} is for region ${region}, not for ${input.region}.`,
      { fix: `give --region ${region}, or another file with --config` },
    );
  }
  const aws = await context.aws({ region, profile, endpointUrl, environment: context.environment });
  const caller = await aws.sts.getCallerIdentity();
  refuseOtherAccount(caller, config, configFile);
  return { config, aws, caller };
}
