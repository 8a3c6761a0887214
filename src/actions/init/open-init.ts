import type { Aws } from '../../aws/aws.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import { firstProblem } from '../../core/config/first-problem.ts';
import { type IamraConfig, iamraConfigSchema } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { readUsableCa } from '../workload-ca/read-usable-ca.ts';
import { type FoundCaStore, findCaStore } from './find-ca-store.ts';
import { findCluster, findRegion } from './find-place.ts';
import type { InitInput } from './init-input.ts';
import { refuseOtherAccount } from './refuse-other-account.ts';
import { wantedConfig } from './wanted-config.ts';

/** Who works where, and what is wanted; what AWS holds is not read yet. */
export interface OpenedInit {
  readonly input: InitInput;
  /** `iamra.yaml` with what the input adds. */
  readonly config: IamraConfig;
  readonly aws: Aws;
  readonly caller: CallerIdentity;
  readonly ca: FoundCaStore;
}

/** Reads `iamra.yaml`, finds cluster, region, account and the place of the CA; writes nothing. */
export async function openInit(context: Context, input: InitInput): Promise<OpenedInit> {
  const present = await readConfigFile(input.configFile);
  const cluster = findCluster(input, present);
  const region = await findRegion(context, input, present);
  const ca = await findCaStore(context, input, present);
  // A CA that AWS would refuse is told before the first call.
  await readUsableCa(ca.store, context.now());
  const { profile, endpointUrl } = input;
  const aws = await context.aws({ region, profile, endpointUrl, environment: context.environment });
  const caller = await aws.sts.getCallerIdentity();
  refuseOtherAccount(caller, present, input.configFile);
  const config = wantedConfig(present, input, { cluster, region, account: caller.account });
  refuseWhatCannotBeWritten(config, input.configFile);
  return { input, config, aws, caller, ca };
}

function refuseWhatCannotBeWritten(config: IamraConfig, configFile: string): void {
  const problem = firstProblem(iamraConfigSchema, config);
  if (problem === undefined) return;
  throw new IamraError(
    'IAMRA901',
    `${configFile} cannot hold what the flags ask for: ${problem}.`,
    {
      fix: 'leave out the flag that this comes from',
    },
  );
}
