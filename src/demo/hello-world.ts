import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** The demo's workload: any program that uses an AWS SDK and knows nothing of iamra. */
const client = new STSClient();
const pauseSeconds = Number(process.env['REPEAT_SECONDS'] ?? 0);

async function whoAmI(): Promise<string> {
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  return `${Arn ?? 'no ARN'}\n`;
}

if (pauseSeconds === 0) process.stdout.write(await whoAmI());
while (pauseSeconds > 0) {
  process.stdout.write(await whoAmI().catch((error: unknown) => `${String(error)}\n`));
  await sleep(pauseSeconds * 1000);
}
