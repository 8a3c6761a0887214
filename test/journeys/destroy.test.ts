import { GetRoleCommand } from '@aws-sdk/client-iam';
import { UntagResourceCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { askSession } from '../cli/support/ask-session.ts';
import { type AwsSide, initialised } from '../cli/support/aws-side.ts';
import { killAfterWrites } from '../cli/support/kill-after-writes.ts';
import { namesInAws } from '../cli/support/names-in-aws.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';

const allOfIt = [
  'DeleteCrl',
  'DeleteProfile',
  'DetachRolePolicy',
  'DeleteRolePolicy',
  'DeleteRole',
  'DeleteTrustAnchor',
];

/** With a revocation list, so that there is one of everything. */
async function complete(): Promise<AwsSide> {
  const side = await initialised();
  const revoke = ['ca', 'revoke', '--serial', '0a0b', '--ca-key-file', 'ca.key', '--yes'];
  const { exitCode, stderr } = await side.run(...revoke);
  expect(exitCode, stderr).toBe(0);
  return side;
}

async function arnsOf(side: AwsSide): Promise<unknown[]> {
  const { trustAnchor, profile, roles } = await side.config();
  return [trustAnchor?.arn, profile?.arn, ...roles.map(({ arn }) => arn)];
}

describe('iamra destroy', () => {
  it('says first what it does not touch, deletes what rests on something before it, and a second run makes no write call', async () => {
    const side = await complete();
    const made = await side.writesOf(async () => {
      const { stdout, stderr, exitCode } = await side.run('destroy', '--yes');
      expect(stderr).toMatch(/^Not touched: the cluster \(Secrets, certificates, workloads/);
      expect(stderr).toMatch(/Account 123456789012, region eu-west-1, as arn:[^]*- delete/);
      expect(stderr).toContain('policy iamra-policy in the role: deleted');
      expect(stdout).toMatch(/^Gone: the AWS side of cluster home/);
      expect(stdout).toContain(
        'the CA’s private key: in the file that --ca-key-file named, which iamra init is to be given again',
      );
      expect(exitCode).toBe(0);
    });
    expect(made).toEqual(allOfIt);
    expect(await namesInAws(side.aws.emulator)).toEqual([]);
    expect(await arnsOf(side)).toEqual([undefined, undefined, undefined]);

    const again = await side.writesOf(async () => {
      const { stdout, exitCode } = await side.run('destroy');
      expect(stdout).toMatch(/^Nothing to do: AWS holds nothing of cluster home/);
      expect(exitCode).toBe(0);
    });
    expect(again).toEqual([]);
  });

  it('leaves an iamra.yaml from which init makes the same again', async () => {
    const side = await complete();
    const before = await side.config();
    await side.run('destroy', '--yes');
    const { exitCode, stderr } = await side.run('init', '--ca-key-file', 'ca.key', '--yes');
    expect(exitCode, stderr).toBe(0);
    const { roles, cluster, trustAnchor } = await side.config();
    expect({ roles, cluster }).toEqual({ roles: before.roles, cluster: before.cluster });
    expect(trustAnchor?.arn).not.toBe(before.trustAnchor?.arn);
    expect(await askSession(side, { namespace: 'default', name: 'web' }, 'web')).toBe('session');
  });

  it.each(allOfIt.map((operation, index) => ({ operation, count: index + 1 })))(
    'finishes in a second run what was killed after $operation',
    async ({ count }) => {
      const side = await complete();
      await killAfterWrites(side, count, 'destroy', '--yes');
      const { exitCode, stderr } = await side.run('destroy', '--yes');
      expect(exitCode, stderr).toBe(0);
      expect(await namesInAws(side.aws.emulator)).toEqual([]);
      const role = iamClient(side.aws.emulator).send(new GetRoleCommand({ RoleName: 'web' }));
      await expect(role).rejects.toThrow(/cannot be found/);
      expect(await arnsOf(side)).toEqual([undefined, undefined, undefined]);
    },
  );

  it('leaves another cluster of the account, adopted roles and roles without our tag as they are', async () => {
    const side = await initialised();
    const { emulator } = side.aws;
    const office = await initialised({ cluster: 'office', role: 'office-web', aws: side.aws });
    const { trustAnchor } = await side.config();
    const condition = { ArnEquals: { 'aws:SourceArn': trustAnchor?.arn } };
    const trust = { AssumeRolePolicyDocument: trustPolicyText({ Condition: condition }) };
    await makeRole(emulator, 'stranger', trust);
    const adopted = await makeRole(emulator, 'reports');
    const adopt = ['role', 'adopt', adopted.Arn ?? '', '--service-account', 'shop/reports'];
    expect((await side.run(...adopt, '--yes')).exitCode).toBe(0);

    const { stdout, stderr, exitCode } = await side.run('destroy', '--yes');
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('role/reports stays, and gets no sessions by this profile any more');
    expect(stdout).toMatch(
      /adopted role reports: statement IamraWorkloads\w{8} in its trust policy/,
    );
    expect(stdout).toContain('role/stranger: it does not carry the tag of iamra');
    for (const RoleName of ['stranger', 'reports', 'office-web']) {
      const { Role } = await iamClient(emulator).send(new GetRoleCommand({ RoleName }));
      expect(Role?.RoleName).toBe(RoleName);
    }
    expect((await side.config()).roles).toMatchObject([{ name: 'web' }, { arn: adopted.Arn }]);
    const plan = await office.run('plan');
    expect(plan.exitCode, plan.stderr).toBe(0);
  });

  it('deletes nothing whose tag somebody has taken away, and keeps its ARN', async () => {
    const side = await initialised();
    const { trustAnchor } = await side.config();
    const untag = { resourceArn: trustAnchor?.arn ?? '', tagKeys: ['iamra.dev/cluster'] };
    await rolesAnywhereClient(side.aws.emulator).send(new UntagResourceCommand(untag));
    const { stdout, exitCode } = await side.run('destroy', '--yes');
    expect(stdout).toContain(
      `trust anchor ${trustAnchor?.arn}: it does not carry the tag of iamra`,
    );
    expect(exitCode).toBe(0);
    expect(await namesInAws(side.aws.emulator)).toEqual(['iamra-home']);
    expect(await arnsOf(side)).toEqual([trustAnchor?.arn, undefined, undefined]);
  });

  it('finds by its trust policy a role that iamra.yaml and the profile have lost', async () => {
    const side = await initialised();
    const text = await side.config();
    await side.run('role', 'add', 'batch', '--service-account', 'jobs/batch', '--yes');
    await side.put('iamra.yaml', JSON.stringify(text));
    await side.run('init', '--yes');
    const { stderr, exitCode } = await side.run('destroy', '--yes');
    expect(stderr).toContain('- delete role batch');
    expect(exitCode).toBe(0);
  });

  it('goes on where things are gone already, and rides out throttling', async () => {
    const side = await initialised();
    const gone = { kind: 'error', status: 404, name: 'ResourceNotFoundException' } as const;
    const noEntity = { kind: 'error', status: 404, name: 'NoSuchEntity' } as const;
    side.aws.emulator.setFaults([
      { match: { operation: 'DeleteProfile' }, fault: gone, times: 1 },
      { match: { operation: 'DetachRolePolicy' }, fault: { kind: 'throttle' }, times: 2 },
      { match: { operation: 'DeleteRole' }, fault: noEntity, times: 1 },
    ]);
    const { exitCode, stderr } = await side.run('destroy', '--yes');
    expect(exitCode, stderr).toBe(0);
  });

  it('explains a role that IAM does not delete, and finishes when it is run again', async () => {
    const side = await initialised();
    const conflict = { kind: 'error', status: 409, name: 'DeleteConflict' } as const;
    side.aws.emulator.setFaults([
      { match: { operation: 'DeleteRole' }, fault: { ...conflict, message: 'Cannot delete' } },
    ]);
    const first = await side.run('destroy', '--yes');
    expect(first.stderr).toContain('Error IAMRA245');
    expect(first.stderr).toContain('somebody has attached a policy meanwhile');
    expect(first.stderr).toContain('3 of 5 steps are done; run the same command again to finish.');
    expect(first.exitCode).toBe(4);
    side.aws.emulator.setFaults([]);
    expect((await side.run('destroy', '--yes')).exitCode).toBe(0);
    expect(await namesInAws(side.aws.emulator)).toEqual([]);
  });

  it.each([
    ['--dry-run', 0, 'Dry run: nothing was deleted.'],
    ['--no-color', 2, 'Error IAMRA902'],
  ])('deletes nothing without consent: %s', async (flag, expectedCode, expected) => {
    const side = await initialised();
    const words = flag === '--dry-run' ? [flag] : [];
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run('destroy', ...words);
      expect(stderr).toContain('- delete trust anchor iamra-home');
      expect(stderr).toContain(expected);
      expect(exitCode).toBe(expectedCode);
    });
    expect(made).toEqual([]);
    expect(await arnsOf(side)).not.toContain(undefined);
  });
});

describe('the JSON of iamra destroy', () => {
  const result = z.strictObject({
    cluster: z.literal('home'),
    region: z.literal('eu-west-1'),
    account: z.string().length(12),
    caller: z.string().startsWith('arn:'),
    changes: z.array(
      z.strictObject({
        action: z.literal('delete'),
        resource: z.string(),
        details: z.array(z.string()),
      }),
    ),
    applied: z.boolean(),
    users: z.array(z.string()),
    remains: z.array(z.string()),
    configFile: z.literal('iamra.yaml'),
  });

  it.each([['--yes'], ['--dry-run']])('has the same form with %s', async (flag) => {
    const side = await initialised();
    const { stdout } = await side.run('destroy', flag, '--json');
    const parsed = result.parse(JSON.parse(stdout));
    expect(parsed.applied).toBe(flag === '--yes');
    expect(parsed.changes).toHaveLength(3);
  });
});
