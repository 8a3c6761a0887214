import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/**
 * A workload that has something to do with AWS before it ends: in its preStop hook, which is this program
 * with the word `hook`, and then, after SIGTERM, for longer than a session lives.
 */
const callsInHook = 3;
const callsAfterSigterm = 45;
// What a hook prints goes nowhere: it writes where the app itself does.
const outputOfApp = '/proc/1/fd/1';

if (process.argv[2] === 'hook') {
  await ask('preStop', callsInHook, (line) => {
    appendFileSync(outputOfApp, line);
  });
} else {
  const print = (line: string): void => {
    process.stdout.write(line);
  };
  // Signals alone would not keep the process.
  setInterval(() => undefined, 1000);
  process.once('SIGTERM', () => {
    void ask('SIGTERM', callsAfterSigterm, print).then(() => process.exit());
  });
  await ask('started', 1, print);
}

async function ask(moment: string, times: number, print: (line: string) => void): Promise<void> {
  for (let call = 0; call < times; call += 1) {
    // Each time somebody who has no credentials yet.
    const client = new STSClient();
    const { Arn } = await client
      .send(new GetCallerIdentityCommand({}))
      .catch((error: unknown) => ({ Arn: String(error) }));
    print(`${moment} ${Arn ?? 'no ARN'}\n`);
    await sleep(1000);
  }
}
