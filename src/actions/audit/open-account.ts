import type { Aws } from '../../aws/aws.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { AwsSideInput } from '../aws-side/open-aws-side.ts';

/** The account that the credentials are of, in one region. */
export interface OpenAccount {
  readonly aws: Aws;
  readonly caller: CallerIdentity;
  readonly region: string;
  /** `iamra.yaml`, where there is one of this account and region. */
  readonly config: IamraConfig | undefined;
}

/** Any account: an `iamra.yaml` helps, and need not be there. @throws {IamraError} IAMRA203 without a region, 2xx */
export async function openAccount(context: Context, input: AwsSideInput): Promise<OpenAccount> {
  const { configFile, profile, endpointUrl } = input;
  const config = await readConfigFile(configFile);
  const region = input.region ?? config?.region ?? (await context.findRegion(profile));
  if (region === undefined) throw new IamraError('IAMRA203', 'No AWS region is named.');
  const aws = await context.aws({ region, profile, endpointUrl, environment: context.environment });
  const caller = await aws.sts.getCallerIdentity();
  const isOfConfig = config?.account === caller.account && config.region === region;
  return { aws, caller, region, config: isOfConfig ? config : undefined };
}
