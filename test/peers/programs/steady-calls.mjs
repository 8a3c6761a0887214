// Asks STS who it is by the AWS SDK, five times a second until it is stopped, and prints a line of JSON for each
// call: {"start", "end", "key", "error"}: milliseconds since the epoch, the access key, what went wrong.
// Usage: node steady-calls.mjs FOLDER, where FOLDER/node_modules holds the SDK.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(join(process.argv[2], 'package.json'));
const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts');

const pause = 200;
const sts = new STSClient({ endpoint: process.env.AWS_ENDPOINT_URL_STS });

async function call() {
  await sts.send(new GetCallerIdentityCommand({}));
  const { accessKeyId } = await sts.config.credentials();
  return accessKeyId;
}

// Whoever moves the clock of this process does not move this one.
function milliseconds() {
  return Math.round(performance.timeOrigin + performance.now());
}

for (;;) {
  const start = milliseconds();
  const result = await call().then(
    (key) => ({ key, error: null }),
    (error) => ({ key: null, error: `${error.name}: ${error.message}` }),
  );
  const end = milliseconds();
  process.stdout.write(`${JSON.stringify({ start, end, ...result })}\n`);
  await sleep(Math.max(0, pause - (end - start)));
}
