import type { CallerIdentity } from '../../aws/sts.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';

/** @throws {IamraError} IAMRA207 where `iamra.yaml` speaks of another account */
export function refuseOtherAccount(
  caller: CallerIdentity,
  config: IamraConfig | undefined,
  configFile: string,
): void {
  if (config === undefined || config.account === caller.account) return;
  throw new IamraError(
    'IAMRA207',
    `${configFile} is for account ${config.account}; the credentials are ${caller.arn} of account ${caller.account}.`,
    { fix: `use credentials of account ${config.account}, with --profile` },
  );
}
