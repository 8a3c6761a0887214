import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { parseArn } from '../core/arn.ts';
import { callAws } from './aws-error.ts';
import { type AwsConnection, clientSettings } from './client-settings.ts';
import type { Sts } from './sts.ts';

/** STS by the AWS SDK. */
export function sdkSts(connection: AwsConnection): Sts {
  const client = new STSClient(clientSettings(connection, 'STS'));
  return {
    getCallerIdentity: () =>
      callAws('GetCallerIdentity', async () => {
        const { Account: account = '', Arn: arn = '' } = await client.send(
          new GetCallerIdentityCommand({}),
        );
        return { account, arn, partition: parseArn(arn)?.partition ?? 'aws' };
      }),
  };
}
