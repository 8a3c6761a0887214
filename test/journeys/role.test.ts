import { GetRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { UpdateProfileCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { askSession } from '../cli/support/ask-session.ts';
import { initialised, managedPolicy, policyText } from '../cli/support/aws-side.ts';
import { emulatedAws } from '../cli/support/emulated-aws.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { makeRole } from '../fixtures/roles.ts';

const roleArn = 'arn:aws:iam::123456789012:role/web';
const batch = ['role', 'add', 'batch', '--service-account', 'jobs/batch'];

describe('iamra role add', () => {
  it('makes a role of which sessions can be had at once, and a second run makes no write call', async () => {
    const side = await initialised();
    const first = await side.run(...batch, '--policy', managedPolicy, '--yes');
    expect(first.stderr).toContain('+ create role batch');
    expect(first.stderr).toContain('= keep   role web');
    expect(first.stdout).toContain('Role batch of cluster home is ready.');
    expect(first.exitCode).toBe(0);
    const account = { namespace: 'jobs', name: 'batch' };
    expect(await askSession(side, account, 'batch')).toBe('session');
    expect(await askSession(side, account, 'web')).toContain('Unable to assume role');

    const again = await side.writesOf(async () => {
      const second = await side.run(...batch);
      expect(second.stdout).toContain('Nothing to change: role batch');
      expect(second.exitCode).toBe(0);
    });
    expect(again).toEqual([]);
  });

  it('gives a role several ServiceAccounts, at once and one after the other', async () => {
    const side = await initialised();
    await side.run(...batch, '--service-account', 'jobs:other', '--yes');
    await side.run('role', 'add', 'batch', '--service-account', 'shop/api', '--yes');
    const { roles } = await side.config();
    expect(roles[1]?.serviceAccounts).toEqual(['jobs/batch', 'jobs/other', 'shop/api']);
    for (const account of [
      { namespace: 'jobs', name: 'other' },
      { namespace: 'shop', name: 'api' },
    ]) {
      expect(await askSession(side, account, 'batch')).toBe('session');
    }
  });

  it('adds policies and tags to a role of iamra.yaml, whose ServiceAccounts stay', async () => {
    const side = await initialised();
    await side.put('more.json', policyText);
    const { exitCode, stderr } = await side.run(
      ...['role', 'add', 'web', '--policy', 'more.json', '--tag', 'team=shop', '--yes'],
    );
    expect(exitCode, stderr).toBe(0);
    expect((await side.config()).roles).toMatchObject([
      {
        name: 'web',
        serviceAccounts: ['default/web'],
        policies: [managedPolicy, 'policy.json', 'more.json'],
        tags: { team: 'shop' },
      },
    ]);
    const shown = JSON.parse((await side.run('role', 'show', 'web', '--json')).stdout) as object;
    expect(shown).toMatchObject({
      inlinePolicies: [{ name: 'iamra-more' }, { name: 'iamra-policy' }],
    });
    expect(await askSession(side, { namespace: 'default', name: 'web' }, 'web')).toBe('session');
  });

  it('takes what is said twice once', async () => {
    const side = await initialised();
    const twice = ['--service-account', 'jobs:batch', '--policy', managedPolicy];
    const again = [
      '--policy',
      managedPolicy,
      '--policy',
      'policy.json',
      '--policy',
      './policy.json',
    ];
    const made = await side.writesOf(async () => {
      const { exitCode, stderr } = await side.run(...batch, ...twice, ...again, '--yes');
      expect(exitCode, stderr).toBe(0);
    });
    expect(made).toEqual(['CreateRole', 'AttachRolePolicy', 'PutRolePolicy', 'UpdateProfile']);
    expect((await side.config()).roles[1]).toMatchObject({
      serviceAccounts: ['jobs/batch'],
      policies: [managedPolicy, 'policy.json'],
    });
  });

  it('sets policies of files, boundary, path, tags and conditions', async () => {
    const side = await initialised();
    const { exitCode, stderr } = await side.run(
      ...[...batch, '--policy', 'policy.json', '--permissions-boundary', managedPolicy],
      ...['--role-path', '/teams/jobs/', '--tag', 'team=jobs'],
      ...['--condition', 'StringLike:sts:RoleSessionName=batch-*', '--yes'],
    );
    expect(exitCode, stderr).toBe(0);
    const get = new GetRoleCommand({ RoleName: 'batch' });
    const { Role } = await iamClient(side.aws.emulator).send(get);
    expect(Role).toMatchObject({
      Path: '/teams/jobs/',
      PermissionsBoundary: { PermissionsBoundaryArn: managedPolicy },
    });
    expect(Role?.Tags).toContainEqual({ Key: 'team', Value: 'jobs' });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('batch-*');
    const shown = JSON.parse((await side.run('role', 'show', 'batch', '--json')).stdout) as object;
    expect(shown).toMatchObject({
      inlinePolicies: [{ name: 'iamra-policy', document: JSON.parse(policyText) as object }],
    });
  });

  it('checks the length of the trust policy before it changes anything', async () => {
    const side = await initialised();
    const accounts = Array.from({ length: 40 }, (_, index) => [
      '--service-account',
      `a-namespace-with-a-name/account-${index}`,
    ]);
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run(...batch, ...accounts.flat(), '--yes');
      expect(stderr).toMatch(/Error IAMRA213[^]*2048/);
      expect(exitCode).toBe(2);
    });
    expect(made).toEqual([]);
    expect((await side.config()).roles).toHaveLength(1);
  });

  it('checks the number of roles in the profile before it changes anything', async () => {
    const side = await initialised();
    const profileId = (await side.config()).profile?.arn?.split('/').at(-1);
    const others = Array.from({ length: 249 }, (_, index) => `${roleArn}-${index}`);
    const update = new UpdateProfileCommand({ profileId, roleArns: [roleArn, ...others] });
    await rolesAnywhereClient(side.aws.emulator).send(update);
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run(...batch, '--yes');
      expect(stderr).toMatch(/Error IAMRA213[^]*250/);
      expect(exitCode).toBe(2);
    });
    expect(made).toEqual([]);
  });

  it('explains roles of other accounts, with the two statements of role chaining', async () => {
    const side = await initialised();
    const other = 'arn:aws:iam::210987654321:role/reports';
    for (const words of [
      ['add', other],
      ['adopt', other],
    ]) {
      const made = await side.writesOf(async () => {
        const accounts = ['--service-account', 'shop/api', '--yes'];
        const { stderr, exitCode } = await side.run('role', ...words, ...accounts);
        expect(stderr).toContain('Error IAMRA240');
        expect(stderr).toContain('issues sessions only of roles of its own account, 123456789012');
        expect(stderr).toContain(`"Resource":"${other}"`);
        expect(stderr).toContain('"AWS":"arn:aws:iam::123456789012:role/BRIDGE"');
        expect(exitCode).toBe(2);
      });
      expect(made).toEqual([]);
    }
  });

  it.each([
    ['an ARN of the account', ['arn:aws:iam::123456789012:role/x'], 'iamra role adopt'],
    ['a policy that is none', ['x', '--policy', 'AmazonS3'], '--policy “AmazonS3”'],
    ['nobody to trust', ['x'], 'would trust nobody'],
  ])('refuses %s', async (_, words, expected) => {
    const side = await initialised();
    const accounts = words.length === 1 && words[0] === 'x' ? [] : ['--service-account', 'a/b'];
    const { stderr, exitCode } = await side.run('role', 'add', ...words, ...accounts, '--yes');
    expect(stderr).toContain('Error IAMRA901');
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(2);
  });

  it('leaves a role that somebody else made as it is', async () => {
    const side = await initialised();
    await makeRole(side.aws.emulator, 'batch');
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run(...batch, '--yes');
      expect(stderr).toMatch(
        /Error IAMRA206[^]*iamra role adopt arn:aws:iam::123456789012:role\/batch/,
      );
      expect(exitCode).toBe(4);
    });
    expect(made).toEqual([]);
  });

  it.each([
    ['--dry-run', 0, 'Dry run: nothing was written.'],
    ['--no-color', 2, 'Error IAMRA902'],
  ])('writes nothing without consent: %s', async (flag, expectedCode, expected) => {
    const side = await initialised();
    const made = await side.writesOf(async () => {
      const words = expectedCode === 0 ? [flag] : [];
      const { stderr, stdout, exitCode } = await side.run(...batch, ...words);
      expect(stderr).toContain('+ create role batch');
      expect(stdout).toBe('');
      expect(stderr).toContain(expected);
      expect(exitCode).toBe(expectedCode);
    });
    expect(made).toEqual([]);
    expect((await side.config()).roles).toHaveLength(1);
  });

  it('sends to init where there is no iamra.yaml, and where it knows no trust anchor', async () => {
    const { environment } = await emulatedAws();
    const directory = await temporaryDirectory();
    const nowhere = await runIamra([...batch, '--yes'], { environment, directory });
    expect(nowhere.stderr).toMatch(/Error IAMRA236[^]*iamra init/);
    const side = await initialised();
    await side.run('destroy', '--yes');
    const { stderr, exitCode } = await side.run(...batch, '--yes');
    expect(stderr).toMatch(/Error IAMRA220[^]*iamra init/);
    expect(exitCode).toBe(4);
  });
});

describe('iamra role list', () => {
  it('tells whom roles are for, and whether they are as planned', async () => {
    const side = await initialised();
    const { emulator } = side.aws;
    await side.run(...batch, '--yes');
    const put = { RoleName: 'batch', PolicyName: 'more', PolicyDocument: policyText };
    await iamClient(emulator).send(new PutRolePolicyCommand(put));
    const { stdout, exitCode } = await side.run('role', 'list');
    expect(stdout).toMatch(
      /^web\n {2}arn:aws:iam::123456789012:role\/web\n {2}for default\/web\n {2}as planned\n/,
    );
    expect(stdout).toMatch(/batch\n[^]*differs from the plan[^]*more/);
    expect(exitCode).toBe(0);
  });

  it('tells of roles that AWS lacks, that others made, and that only the profile has', async () => {
    const side = await initialised();
    await side.run(...batch, '--yes');
    const config = await side.config();
    await makeRole(side.aws.emulator, 'theirs');
    const [web] = config.roles;
    const others = ['lost', 'theirs'].map((name) => ({ ...web, name, arn: undefined }));
    await side.put('iamra.yaml', JSON.stringify({ ...config, roles: [web, ...others] }));
    const { stdout } = await side.run('role', 'list', '--json');
    const { roles } = JSON.parse(stdout) as { roles: { name: string; state: string }[] };
    expect(roles.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'web as_planned',
      'lost missing',
      'theirs not_ours',
      'batch not_in_file',
    ]);
  });
});

describe('iamra role show', () => {
  it('shows who may assume a role, when AWS saw it last, and what it may do', async () => {
    const side = await initialised();
    await side.run('role', 'add', 'web', '--service-account', 'shop/api', '--yes');
    await askSession(side, { namespace: 'default', name: 'web' }, 'web');
    const { stdout, exitCode } = await side.run('role', 'show', 'web');
    expect(stdout).toContain('made by iamra');
    expect(stdout).toMatch(/default\/web: may assume it; AWS last saw it at 20\d\d-/);
    expect(stdout).toContain('shop/api: may assume it; AWS has not seen it yet');
    expect(stdout).toContain(`Policies:\n  ${managedPolicy}\n  iamra-policy:\n`);
    expect(stdout).toContain('"Sid": "IamraWorkloads"');
    expect(exitCode).toBe(0);
  });

  it('says why a ServiceAccount of iamra.yaml may not', async () => {
    const side = await initialised();
    const config = await side.config();
    const roles = config.roles.map((role) => ({ ...role, serviceAccounts: ['shop/api'] }));
    await side.put('iamra.yaml', JSON.stringify({ ...config, roles }));
    const { stdout } = await side.run('role', 'show', 'web');
    expect(stdout).toMatch(/shop\/api: may not assume it: .*x509SAN\/URI/);
  });

  it('knows roles that iamra.yaml lacks, and names the nearest where there is none', async () => {
    const side = await initialised();
    await makeRole(side.aws.emulator, 'theirs');
    expect((await side.run('role', 'show', 'theirs')).stdout).toContain('not in iamra.yaml');
    const { stderr, exitCode } = await side.run('role', 'show', 'wep');
    expect(stderr).toMatch(/Error IAMRA247[^]*Did you mean web\?/);
    expect(exitCode).toBe(4);
  });
});
