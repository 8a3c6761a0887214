import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { emulatedAws } from './support/emulated-aws.ts';
import { runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const planned = {
  cluster: z.string(),
  region: z.string(),
  account: z.string().length(12),
  caller: z.string().startsWith('arn:'),
  changes: z.array(
    z.strictObject({
      action: z.enum(['create', 'update', 'keep']),
      resource: z.string(),
      details: z.array(z.string()),
    }),
  ),
  warnings: z.array(z.string()),
  configFile: z.string(),
};

const planResult = z.strictObject({ ...planned, drift: z.boolean() });

const initResult = z.strictObject({
  ...planned,
  applied: z.boolean(),
  trustAnchorArn: z.string().startsWith('arn:').nullable(),
  profileArn: z.string().startsWith('arn:').nullable(),
  roles: z.array(
    z.strictObject({
      name: z.string(),
      arn: z.string().startsWith('arn:').nullable(),
      serviceAccounts: z.array(z.string()),
    }),
  ),
});

const commandLine = [
  ...['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--json'],
  ...['--role', 'web', '--service-account', 'default/web'],
];

describe('the JSON of iamra init', () => {
  it.each([['--yes'], ['--dry-run']])(
    'has the same form with %s, and nothing else is on stdout',
    async (flag) => {
      const directory = await temporaryDirectory();
      const { environment } = await emulatedAws();
      const { stdout } = await runIamra([...commandLine, flag], { directory, environment });
      const result = initResult.parse(JSON.parse(stdout));
      expect(result.applied).toBe(flag === '--yes');
      expect(result.trustAnchorArn === null).toBe(flag === '--dry-run');
    },
  );
});

describe('the JSON of iamra plan', () => {
  it('says whether AWS differs, and how', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    await runIamra([...commandLine, '--yes'], { directory, environment });
    const { stdout, exitCode } = await runIamra(['plan', '--json'], { directory, environment });
    expect(planResult.parse(JSON.parse(stdout)).drift).toBe(false);
    expect(exitCode).toBe(0);
  });
});
