import { describe, expect, it } from 'vitest';
import { askSession } from '../cli/support/ask-session.ts';
import { initialised } from '../cli/support/aws-side.ts';
import { loopbackCluster } from '../cli/support/cluster.ts';
import {
  arn,
  fromEks,
  installation,
  makeIrsaRole,
  migrate,
  shop,
  statementOf,
  theirs,
  trustOf,
} from '../cli/support/from-eks.ts';
import { eksWebhook, irsaAccount, irsaTrust } from '../cli/support/irsa-cluster.ts';
import { killAfterWrites } from '../cli/support/kill-after-writes.ts';
import { installationOf } from '../cli/support/role-users.ts';

describe('iamra migrate irsa', () => {
  it('shows who has which role and who uses it, adds one statement to each role, and says what comes next', async () => {
    const side = await fromEks();
    const made = await side.writesOf(async () => {
      const { stdout, stderr, exitCode } = await side.run(...migrate, '--yes');
      expect(exitCode, stderr).toBe(0);
      expect(stderr).toMatch(
        /  shop\/orders\n    arn:aws:iam::123456789012:role\/orders\n    used by Deployment shop\/orders, StatefulSet shop\/queue\n/,
      );
      expect(stderr).toMatch(/  shop\/api\n.*\n    used by nobody\n/);
      expect(stderr).not.toContain('plain');
      expect(stderr).toMatch(
        /~ update role nightly\n +trust policy:[^]*\+ .*"Sid": "IamraWorkloads/,
      );
      expect(stdout).toBe(
        [
          'Done:',
          '  jobs/nightly may assume role nightly',
          '  shop/api may assume role orders',
          '  shop/orders may assume role orders',
          '',
          'Written to iamra.yaml; commit it.',
          'Next:',
          '  iamra install --set compatibility.eksAnnotations=true',
          '  CronJob jobs/nightly follows from its next run on',
          '  kubectl rollout restart deployment/orders -n shop',
          '  kubectl rollout restart statefulset/queue -n shop',
          '',
        ].join('\n'),
      );
    });
    expect(made).toEqual(['UpdateAssumeRolePolicy', 'UpdateAssumeRolePolicy', 'UpdateProfile']);
    for (const name of theirs) {
      expect(await trustOf(side, name)).toContain(statementOf(irsaTrust(`shop/${name}`)));
    }
    expect((await side.config()).roles.slice(1)).toEqual([
      {
        name: 'nightly',
        arn: arn('nightly'),
        adopted: true,
        serviceAccounts: ['jobs/nightly'],
        policies: [],
      },
      {
        name: 'orders',
        arn: arn('orders'),
        adopted: true,
        serviceAccounts: ['shop/api', 'shop/orders'],
        policies: [],
      },
    ]);
    for (const name of ['orders', 'api']) {
      expect(await askSession(side, { namespace: 'shop', name }, 'orders')).toBe('session');
    }
    expect(await askSession(side, { namespace: 'shop', name: 'api' }, 'nightly')).not.toBe(
      'session',
    );
    const again = await side.writesOf(async () => {
      const { stdout, exitCode } = await side.run(...migrate);
      expect(stdout).toContain('Nothing to change:\n  jobs/nightly may assume role nightly');
      expect(exitCode).toBe(0);
    });
    expect(again).toEqual([]);
  });

  it('writes nothing in a dry run, whose result is the list', async () => {
    const side = await fromEks();
    const made = await side.writesOf(async () => {
      const { stdout, stderr, exitCode } = await side.run(...migrate, '--dry-run');
      expect(stdout).toMatch(
        /^ServiceAccounts with eks.amazonaws.com\/role-arn \(context .*\):\n  jobs\/nightly\n/,
      );
      expect(stderr).toMatch(/~ update role orders[^]*Dry run: nothing was written\.\s*$/);
      expect(exitCode).toBe(0);
    });
    expect(made).toEqual([]);
    expect((await side.config()).roles).toHaveLength(1);
  });

  it('writes nothing where nobody can be asked, and after a no', async () => {
    const side = await fromEks();
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run(...migrate);
      expect(stderr).toContain('Error IAMRA902');
      expect(exitCode).toBe(2);
    });
    expect(made).toEqual([]);
  });

  it('extends a role that iamra made, by those who name it', async () => {
    const { environment } = await loopbackCluster(irsaAccount('shop/web', arn('web')));
    const side = await initialised({ environment });
    const { exitCode, stderr } = await side.run(...migrate, '--yes');
    expect(exitCode, stderr).toBe(0);
    expect((await side.config()).roles).toMatchObject([
      { name: 'web', serviceAccounts: ['default/web', 'shop/web'] },
    ]);
    expect(await askSession(side, { namespace: 'shop', name: 'web' }, 'web')).toBe('session');
  });

  it.each([1, 2])('goes on after write %d, at which it was killed', async (count) => {
    const { api, environment } = await loopbackCluster(...shop);
    const side = await initialised({ environment });
    for (const name of theirs) await makeIrsaRole(side, name, `shop/${name}`);
    await killAfterWrites(side, count, ...migrate, '--yes');
    const locked = await side.run(...migrate, '--yes');
    expect(locked.stderr).toContain('Error IAMRA285');
    api.remove('Lease', 'kube-system/iamra-home-lock');

    const { exitCode, stderr } = await side.run(...migrate, '--yes');
    expect(exitCode, stderr).toBe(0);
    for (const { namespace, name, role } of [
      { namespace: 'jobs', name: 'nightly', role: 'nightly' },
      { namespace: 'shop', name: 'orders', role: 'orders' },
    ]) {
      expect(await askSession(side, { namespace, name }, role)).toBe('session');
    }
    expect((await side.run('plan')).exitCode).toBe(0);
  });

  it('says that EKS’ own webhook runs, and what to do then', async () => {
    const side = await fromEks(eksWebhook);
    const { stdout } = await side.run(...migrate, '--yes');
    expect(stdout).toContain("EKS' own webhook runs in this cluster");
    expect(stdout).toContain('iamra annotate serviceaccount/orders -n shop --role orders');
    expect(stdout).not.toContain('iamra install');
  });

  it('asks for new pods alone where the installation reads EKS’ annotations', async () => {
    const side = await fromEks(installation(true), installationOf('home'));
    const { stdout } = await side.run(...migrate, '--yes');
    expect(stdout).not.toContain('iamra install');
    expect(stdout).toContain('Next:\n  CronJob jobs/nightly follows from its next run on\n');
    const removal = await side.run('role', 'remove', 'orders', '--yes');
    expect(removal.stderr).toMatch(/Error IAMRA246[^]*ServiceAccount shop\/api \(annotated\)/);
  });
});
