import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** A workload that calls STS many times a second, and tells once a second how often, and what went wrong. */
const pauseMilliseconds = 50;
const mostProblems = 10;
const client = new STSClient();
const problems: string[] = [];
let calls = 0;
let failed = 0;

setInterval(() => process.stdout.write(`${JSON.stringify({ calls, failed, problems })}\n`), 1000);

for (;;) {
  try {
    await client.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    failed += 1;
    if (failed <= mostProblems) problems.push(`${new Date().toISOString()} ${String(error)}`);
  }
  calls += 1;
  await sleep(pauseMilliseconds);
}
