import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { initialised } from '../cli/support/aws-side.ts';

const arn = z.string().startsWith('arn:');
const change = z.strictObject({
  action: z.enum(['create', 'update', 'keep', 'delete']),
  resource: z.string(),
  details: z.array(z.string()),
});
const accounts = z.array(z.string().regex(/^[^/]+\/[^/]+$/));

const listResult = z.strictObject({
  cluster: z.literal('home'),
  region: z.literal('eu-west-1'),
  account: z.string().length(12),
  roles: z.array(
    z.strictObject({
      name: z.string(),
      arn: arn.nullable(),
      adopted: z.boolean(),
      serviceAccounts: accounts,
      state: z.enum(['as_planned', 'differs', 'missing', 'not_ours', 'not_in_file']),
      differences: z.array(z.string()),
    }),
  ),
});

const showResult = z.strictObject({
  name: z.string(),
  arn,
  origin: z.enum(['iamra', 'adopted']).nullable(),
  inProfile: z.boolean(),
  serviceAccounts: z.array(
    z.strictObject({
      name: z.string(),
      mayAssume: z.enum(['yes', 'no', 'unknown']),
      reason: z.string(),
      lastSeenAt: z.iso.datetime().nullable(),
    }),
  ),
  trustPolicy: z.object({ Version: z.literal('2012-10-17'), Statement: z.array(z.object({})) }),
  managedPolicies: z.array(arn),
  inlinePolicies: z.array(z.strictObject({ name: z.string(), document: z.object({}) })),
  permissionsBoundary: arn.nullable(),
  maxSessionDuration: z.int(),
  tags: z.record(z.string(), z.string()),
});

const removalResult = z.strictObject({
  cluster: z.literal('home'),
  account: z.string().length(12),
  caller: arn,
  role: z.string(),
  serviceAccount: z.string().nullable(),
  changes: z.array(change),
  applied: z.boolean(),
  users: z.array(z.string()),
  roles: z.array(z.strictObject({ name: z.string(), serviceAccounts: accounts })),
  configFile: z.string(),
});

const additionResult = z.strictObject({
  cluster: z.literal('home'),
  region: z.literal('eu-west-1'),
  account: z.string().length(12),
  caller: arn,
  changes: z.array(change),
  warnings: z.array(z.string()),
  applied: z.boolean(),
  trustAnchorArn: arn,
  profileArn: arn,
  roles: z.array(
    z.strictObject({ name: z.string(), arn: arn.nullable(), serviceAccounts: accounts }),
  ),
  configFile: z.string(),
});

describe('the JSON of iamra role', () => {
  it('has its own form for list and show', async () => {
    const side = await initialised();
    const list = await side.run('role', 'list', '--json');
    expect(listResult.parse(JSON.parse(list.stdout)).roles).toHaveLength(1);
    const show = await side.run('role', 'show', 'web', '--json');
    expect(showResult.parse(JSON.parse(show.stdout)).origin).toBe('iamra');
  });

  it.each([['--yes'], ['--dry-run']])(
    'has the same form with %s for add and remove, and nothing else is on stdout',
    async (flag) => {
      const side = await initialised();
      const add = ['role', 'add', 'batch', '--service-account', 'jobs/batch', '--json', flag];
      const added = additionResult.parse(JSON.parse((await side.run(...add)).stdout));
      expect(added.applied).toBe(flag === '--yes');
      const remove = await side.run('role', 'remove', 'web', '--json', flag);
      const removed = removalResult.parse(JSON.parse(remove.stdout));
      expect(removed.applied).toBe(flag === '--yes');
      expect(removed.roles.map(({ name }) => name)).toEqual([flag === '--yes' ? 'batch' : 'web']);
    },
  );
});
