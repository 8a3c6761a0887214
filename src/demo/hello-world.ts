import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** The demo's workload: any program that uses an AWS SDK and knows nothing of iamra. */
const { Arn } = await new STSClient().send(new GetCallerIdentityCommand({}));
process.stdout.write(`${Arn ?? 'no ARN'}\n`);
