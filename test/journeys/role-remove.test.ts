import { GetRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { askSession } from '../cli/support/ask-session.ts';
import { type AwsSide, initialised } from '../cli/support/aws-side.ts';
import { loopbackCluster } from '../cli/support/cluster.ts';
import { killAfterWrites } from '../cli/support/kill-after-writes.ts';
import {
  annotatedAccount,
  annotatedWorkload,
  installationOf,
  podWithAgent,
} from '../cli/support/role-users.ts';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';

const roleArn = 'arn:aws:iam::123456789012:role/web';
const allOfIt = ['UpdateProfile', 'DetachRolePolicy', 'DeleteRolePolicy', 'DeleteRole'];

async function exists({ aws }: AwsSide, RoleName: string): Promise<boolean> {
  const answer = iamClient(aws.emulator).send(new GetRoleCommand({ RoleName }));
  return answer.then(
    () => true,
    () => false,
  );
}

describe('iamra role remove', () => {
  it('takes the role out of the profile, then deletes it; a second run makes no write call', async () => {
    const side = await initialised();
    await side.run('role', 'add', 'batch', '--service-account', 'jobs/batch', '--yes');
    const made = await side.writesOf(async () => {
      const { stdout, stderr, exitCode } = await side.run('role', 'remove', 'web', '--yes');
      expect(stderr).toContain('~ update Roles Anywhere profile iamra-home');
      expect(stderr).toContain('- delete role web');
      expect(stderr).toContain('whether workloads use the role is not known');
      expect(stdout).toContain('Gone: role web of cluster home.');
      expect(exitCode).toBe(0);
    });
    expect(made).toEqual(allOfIt);
    expect(await exists(side, 'web')).toBe(false);
    expect((await side.config()).roles).toMatchObject([{ name: 'batch' }]);
    expect(await askSession(side, { namespace: 'jobs', name: 'batch' }, 'batch')).toBe('session');

    const again = await side.writesOf(async () => {
      const { stdout, exitCode } = await side.run('role', 'remove', 'web');
      expect(stdout).toContain(
        'Nothing to do: cluster home has no role web. iamra.yaml has batch.',
      );
      expect(exitCode).toBe(0);
    });
    expect(again).toEqual([]);
    const { stdout, exitCode } = await side.run('plan');
    expect(exitCode, stdout).toBe(0);
  });

  it.each(allOfIt.map((operation, index) => ({ operation, count: index + 1 })))(
    'finishes in a second run what was killed after $operation',
    async ({ count }) => {
      const side = await initialised();
      await killAfterWrites(side, count, 'role', 'remove', 'web', '--yes');
      const { exitCode, stderr } = await side.run('role', 'remove', 'web', '--yes');
      expect(exitCode, stderr).toBe(0);
      expect(await exists(side, 'web')).toBe(false);
      expect((await side.config()).roles).toEqual([]);
    },
  );

  it('takes one ServiceAccount out, and the role with the last', async () => {
    const side = await initialised();
    await side.run('role', 'add', 'web', '--service-account', 'shop/api', '--yes');
    const remove = ['role', 'remove', 'web', '--yes', '--service-account'];
    const made = await side.writesOf(async () => {
      const { stdout, exitCode } = await side.run(...remove, 'default:web');
      expect(stdout).toContain('Role web is now for shop/api.');
      expect(exitCode).toBe(0);
    });
    expect(made).toEqual(['UpdateAssumeRolePolicy']);
    const refused = await askSession(side, { namespace: 'default', name: 'web' }, 'web');
    expect(refused).toContain('Unable to assume role');
    expect(await askSession(side, { namespace: 'shop', name: 'api' }, 'web')).toBe('session');
    const again = await side.run(...remove, 'default/web');
    expect(again.stdout).toContain(
      'Nothing to do: cluster home has no role web for ServiceAccount',
    );

    const last = await side.run(...remove, 'shop/api');
    expect(last.stderr).toContain('- delete role web');
    expect(last.exitCode).toBe(0);
    expect(await exists(side, 'web')).toBe(false);
  });

  it.each([
    ['a role of somebody else', undefined, 0, 'Nothing to do: cluster home has no role theirs.'],
    ['a role with our statement, but without our tag', 'IamraWorkloads', 4, 'Error IAMRA206'],
  ])('leaves %s as it is', async (_, Sid, expectedCode, expected) => {
    const side = await initialised();
    const AssumeRolePolicyDocument = trustPolicyText({ Sid });
    await makeRole(side.aws.emulator, 'theirs', { AssumeRolePolicyDocument });
    const made = await side.writesOf(async () => {
      const { stdout, stderr, exitCode } = await side.run('role', 'remove', 'theirs', '--yes');
      expect(stdout + stderr).toContain(expected);
      expect(exitCode).toBe(expectedCode);
    });
    expect(made).toEqual([]);
  });

  it('works where a policy file is gone', async () => {
    const side = await initialised();
    const config = await side.config();
    const [web] = config.roles;
    const roles = [{ ...web, policies: ['gone.json'] }];
    await side.put('iamra.yaml', JSON.stringify({ ...config, roles }));
    const { exitCode, stderr } = await side.run('role', 'remove', 'web', '--yes');
    expect(exitCode, stderr).toBe(0);
  });

  it.each([
    ['--dry-run', 0, 'Dry run: nothing was changed.'],
    ['--no-color', 2, 'Error IAMRA902'],
  ])('changes nothing without consent: %s', async (flag, expectedCode, expected) => {
    const side = await initialised();
    const made = await side.writesOf(async () => {
      const words = expectedCode === 0 ? [flag] : [];
      const { stderr, exitCode } = await side.run('role', 'remove', 'web', ...words);
      expect(stderr).toContain(expected);
      expect(exitCode).toBe(expectedCode);
    });
    expect(made).toEqual([]);
    expect((await side.config()).roles).toHaveLength(1);
  });
});

describe('iamra role remove, with workloads', () => {
  const others = [
    annotatedAccount(`${roleArn}-2`, 'shop/other'),
    podWithAgent(`${roleArn}-2`, 'web-5d4-z'),
  ];

  it.each([
    ['a pod', podWithAgent(roleArn, 'web-5d4-a'), 'Deployment shop/web (1 pod with the agent)'],
    ['a ServiceAccount', annotatedAccount(roleArn, 'shop/api'), 'ServiceAccount shop/api'],
    ['a CronJob', annotatedWorkload(roleArn, 'CronJob'), 'CronJob shop/nightly (annotated)'],
    ['a StatefulSet', annotatedWorkload(roleArn, 'StatefulSet'), 'StatefulSet shop/nightly'],
  ])('refuses while %s uses the role, and insists with --force', async (_, user, name) => {
    const { environment } = await loopbackCluster(installationOf('home'), user, ...others);
    const side = await initialised({ environment });
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run('role', 'remove', 'web', '--yes');
      expect(stderr).toContain('Error IAMRA246');
      expect(stderr).toContain(name);
      expect(stderr).not.toContain('shop/other');
      expect(exitCode).toBe(4);
    });
    expect(made).toEqual([]);
    const forced = await side.run('role', 'remove', 'web', '--yes', '--force', '--json');
    expect(JSON.parse(forced.stdout)).toMatchObject({ applied: true, roles: [] });
    expect(forced.exitCode).toBe(0);
  });

  it('asks only for the ServiceAccount that leaves', async () => {
    const used = annotatedAccount(roleArn, 'default/web');
    const { environment } = await loopbackCluster(installationOf('home'), used, ...others);
    const side = await initialised({ environment });
    await side.run('role', 'add', 'web', '--service-account', 'shop/api', '--yes');
    const remove = ['role', 'remove', 'web', '--yes', '--service-account'];
    expect((await side.run(...remove, 'default/web')).exitCode).toBe(4);
    expect((await side.run(...remove, 'shop/api')).exitCode).toBe(0);
  });

  it('is told where the cluster does not answer, unless it is not to be asked', async () => {
    const { api, environment } = await loopbackCluster();
    const side = await initialised({ environment });
    api.intercept(() => ({ status: 500, body: {} }));
    const { stderr, exitCode } = await side.run('role', 'remove', 'web', '--yes');
    expect(stderr).toMatch(/Error IAMRA1\d\d/);
    expect(exitCode).toBe(4);
    const without = await side.run('role', 'remove', 'web', '--yes', '--no-cluster');
    expect(without.exitCode, without.stderr).toBe(0);
  });
});
