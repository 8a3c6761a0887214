import { describe, expect, it } from 'vitest';
import { initialised } from '../cli/support/aws-side.ts';
import { loopbackCluster } from '../cli/support/cluster.ts';
import { arn, fromEks, hindrances, migrate, resultOf } from '../cli/support/from-eks.ts';
import { irsaAccount } from '../cli/support/irsa-cluster.ts';
import { installationOf } from '../cli/support/role-users.ts';
import { makeRole } from '../fixtures/roles.ts';

describe('what iamra migrate irsa looks at', () => {
  it('names whatever makes the pods, once, and no work that is over', async () => {
    const owned = (kind: string, name: string): object => ({
      ownerReferences: [{ apiVersion: 'v1', kind, name, uid: '1', controller: true }],
    });
    const job = (name: string, metadata: object, status: object = {}): object => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: 'jobs', ...metadata },
      spec: { template: { spec: { serviceAccountName: 'nightly', containers: [] } } },
      status,
    });
    const pod = (name: string, metadata: object): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'jobs', ...metadata },
      spec: { serviceAccountName: 'nightly', containers: [] },
      status: { phase: 'Running' },
    });
    const side = await fromEks(
      job('nightly-1', owned('CronJob', 'nightly')),
      job('once', {}),
      job('over', {}, { conditions: [{ type: 'Complete', status: 'True' }] }),
      pod('nightly-1-a', owned('Job', 'nightly-1')),
      pod('flow-a', owned('Workflow', 'flow')),
      pod('alone', {}),
    );
    const { serviceAccounts } = await resultOf(side, '--dry-run', '-n', 'jobs');
    expect(serviceAccounts[0]?.usedBy.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'CronJob nightly',
      'Job once',
      'Pod alone',
      'Workflow flow',
    ]);
  });

  it('looks at one namespace, or at ServiceAccounts with a label', async () => {
    const side = await fromEks();
    const names = async (...words: readonly string[]): Promise<string[]> =>
      (await resultOf(side, '--dry-run', ...words)).serviceAccounts.map(({ name }) => name);
    expect(await names('-n', 'jobs')).toEqual(['jobs/nightly']);
    expect(await names('-l', 'app=api')).toEqual(['shop/api']);
    expect(await names('-A')).toEqual(['jobs/nightly', 'shop/api', 'shop/orders']);
    expect((await side.run(...migrate, '-A', '-n', 'shop')).exitCode).toBe(2);
  });

  it('explains those that it leaves, and goes on with the others', async () => {
    const full = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Principal: '*', Action: 'sts:Get*', Sid: 'x'.repeat(1900) },
    });
    const side = await fromEks(
      irsaAccount('shop/elsewhere', 'arn:aws:iam::999999999999:role/elsewhere'),
      irsaAccount('shop/gone', arn('gone')),
      irsaAccount('shop/name', 'orders'),
      irsaAccount('shop/empty', ''),
      irsaAccount('shop/full', arn('full')),
      irsaAccount('kube-system/driver', arn('driver')),
      irsaAccount('shop/own', arn('orders'), {
        annotations: { 'iamra.dev/role-arn': arn('web') },
      }),
      irsaAccount('shop/out', arn('orders'), { annotations: { 'iamra.dev/inject': 'false' } }),
      irsaAccount('shop/linked', arn('aws-service-role/x.amazonaws.com/x')),
    );
    await makeRole(side.aws.emulator, 'full', { AssumeRolePolicyDocument: full });
    const made = await side.writesOf(async () => {
      const result = await resultOf(side, '--yes');
      expect(hindrances(result)).toEqual({
        'jobs/nightly': undefined,
        'kube-system/driver': 'IAMRA374',
        'shop/api': undefined,
        'shop/elsewhere': 'IAMRA240',
        'shop/full': 'IAMRA213',
        'shop/gone': 'IAMRA247',
        'shop/linked': 'IAMRA249',
        'shop/name': 'IAMRA302',
        'shop/orders': undefined,
        'shop/out': 'IAMRA373',
        'shop/own': 'IAMRA373',
      });
      expect(result.applied).toBe(true);
    });
    expect(made).toEqual(['UpdateAssumeRolePolicy', 'UpdateAssumeRolePolicy', 'UpdateProfile']);
    const { stdout, stderr } = await side.run(...migrate);
    expect(stderr).toMatch(
      /left: IAMRA240 Role arn:aws:iam::999999999999:role\/elsewhere is of account 999999999999[^]*fix: let a role of account 123456789012 assume it/,
    );
    expect(stdout).toContain('Left as they are, see above: 8');
  });

  it('has nothing to do where all are left, or none is there', async () => {
    const { environment } = await loopbackCluster(irsaAccount('shop/gone', arn('gone')));
    const side = await initialised({ environment });
    const { stdout, exitCode } = await side.run(...migrate);
    expect(stdout).toMatch(/  shop\/gone\n[^]*left: IAMRA247/);
    expect(exitCode).toBe(0);
    const empty = await side.run(...migrate, '-n', 'default');
    expect(empty.stdout).toContain('No ServiceAccount here has eks.amazonaws.com/role-arn');
    expect(empty.exitCode).toBe(0);
  });

  it('refuses a cluster that is another one to iamra', async () => {
    const side = await fromEks(installationOf('office'));
    const { stderr, exitCode } = await side.run(...migrate, '--yes');
    expect(stderr).toContain('Error IAMRA235');
    expect(exitCode).not.toBe(0);
  });
});
