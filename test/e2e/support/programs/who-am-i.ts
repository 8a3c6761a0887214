import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** A workload of somebody who knows nothing of iamra: asks STS who it is, once or for ever. */
const client = new STSClient();

do {
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    process.stdout.write(`${Arn ?? 'no ARN'}\n`);
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
    if (process.env['FOREVER'] === undefined) process.exitCode = 1;
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
} while (process.env['FOREVER'] !== undefined);
