// Prints whose credentials the AWS SDK finds by its default chain, and where newer ones found them.
// Usage: node caller-identity.mjs FOLDER [KEYS], where FOLDER/node_modules holds the SDK.
// It asks until it has seen as many different access keys; one without KEYS.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , folder, wanted = '1'] = process.argv;
const require = createRequire(join(folder, 'package.json'));
const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts');

const sts = new STSClient({ endpoint: process.env.AWS_ENDPOINT_URL_STS });
const end = Date.now() + 60_000;
const keys = new Set();
for (;;) {
  const { Arn: arn } = await sts.send(new GetCallerIdentityCommand({}));
  const { accessKeyId, $source } = await sts.config.credentials();
  keys.add(accessKeyId);
  if (keys.size >= Number(wanted)) {
    process.stdout.write(JSON.stringify({ arn, source: Object.keys($source ?? {}).join() }));
    break;
  }
  if (Date.now() > end) throw new Error(`only ${keys.size} access keys in a minute`);
  await sleep(200);
}
