import { describe, expect, it } from 'vitest';
import { emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';

const initialise = [
  'init',
  '--cluster',
  'home',
  '--ca-key-file',
  'ca.key',
  '--no-cluster',
  '--yes',
];
const commands = [
  ['plan'],
  ['role', 'list'],
  ['role', 'add', 'web', '--service-account', 'default/web', '--yes'],
  ['ca', 'show', '--ca-key-file', 'ca.key'],
  ['ca', 'revoke', '--serial', '1', '--ca-key-file', 'ca.key', '--yes'],
  ['destroy', '--yes'],
];

describe.each(commands)('iamra %s %s, about what init has made,', (...words) => {
  it('stops with the credentials of another account, and changes nothing', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    await runIamra(initialise, { directory, environment });
    const other = await emulatedAws({ accountId: '210987654321' });
    const options = { directory, environment: other.environment };
    const { stderr, exitCode } = await runIamra(words, options);
    expect(stderr).toMatch(/Error IAMRA207 .*account 123456789012.*account 210987654321/);
    expect(exitCode).toBe(2);
    expect(writes(await other.operations())).toEqual([]);
  });

  it('stops with another region, before the first call', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    await runIamra(initialise, { directory, environment });
    const before = (await operations()).length;
    const { stderr, exitCode } = await runIamra([...words, '--region', 'us-east-1'], {
      directory,
      environment,
    });
    expect(stderr).toContain('is for region eu-west-1, not for us-east-1');
    expect(exitCode).toBe(2);
    expect(await operations()).toHaveLength(before);
  });
});
