import { once } from 'node:events';
import { pollUntil } from '../../fixtures/poll-until.ts';
import type { AwsSide } from './aws-side.ts';
import { writes } from './emulated-aws.ts';
import { startIamra } from './run-iamra.ts';

/** Starts the program, and kills it when AWS has served so many writes; whatever is on its way then, AWS still does. */
export async function killAfterWrites(
  { aws, directory, environment }: AwsSide,
  count: number,
  ...words: readonly string[]
): Promise<void> {
  const before = (await aws.operations()).length;
  aws.emulator.setFaults([{ match: {}, fault: { kind: 'delay', milliseconds: 50 } }]);
  const child = startIamra(words, { directory, environment });
  const closed = once(child, 'close');
  await pollUntil(async () => {
    const made = writes((await aws.operations()).slice(before));
    return made.length >= count || child.exitCode !== null ? made : undefined;
  });
  child.kill('SIGKILL');
  await closed;
  aws.emulator.setFaults([]);
}
