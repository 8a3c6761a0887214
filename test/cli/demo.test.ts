import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

it('iamra demo gets from certificate to assumed role, shows a refusal, and leaves nothing behind', async () => {
  const directory = await temporaryDirectory();
  const environment = { TMPDIR: directory };
  const before = existsSync('/dev/termination-log');
  const { stdout, stderr, exitCode } = await runIamra(['demo', '--json'], {
    directory,
    environment,
  });
  expect(stderr).toContain('+     iamra.dev/status:');
  expect(JSON.parse(stdout)).toEqual({
    assumedRoleArn: expect.stringMatching(
      /^arn:aws:sts::123456789012:assumed-role\/web\/hello-world-/,
    ) as string,
    refusal: expect.stringContaining('Unable to assume role for arn:aws:iam::') as string,
  });
  expect(exitCode).toBe(0);
  expect(existsSync('/dev/termination-log')).toBe(before);
  expect((await readdir(directory)).filter((name) => name.startsWith('iamra'))).toEqual([]);
});

it('iamra demo tells the story without the details in CI', async () => {
  const environment = { TMPDIR: await temporaryDirectory(), CI: 'true' };
  const { stderr, exitCode } = await runIamra(['demo'], { environment });
  expect(exitCode).toBe(0);
  expect(stderr.split('\n').length).toBeLessThan(25);
});
