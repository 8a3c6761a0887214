import { GetRoleCommand, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { askSession } from '../cli/support/ask-session.ts';
import { type AwsSide, initialised } from '../cli/support/aws-side.ts';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';

const reports = 'arn:aws:iam::123456789012:role/reports';
const adopt = ['role', 'adopt', reports, '--service-account', 'shop/reports'];
const account = { namespace: 'shop', name: 'reports' };

/** As somebody wrote it: with white space, and escapes that a parser would not give back. */
const theirStatement =
  '{"Sid": "Theirs", "Effect":"Allow",\n  "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:Assume\\u0052ole"}';
const theirPolicy = `{"Version":"2012-10-17",  "Statement": ${theirStatement} }`;

async function withTheirs(trustPolicy = theirPolicy): Promise<AwsSide> {
  const side = await initialised();
  await makeRole(side.aws.emulator, 'reports', { AssumeRolePolicyDocument: trustPolicy });
  return side;
}

async function trustOf({ aws }: AwsSide): Promise<string> {
  const get = new GetRoleCommand({ RoleName: 'reports' });
  const { Role } = await iamClient(aws.emulator).send(get);
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
}

describe('iamra role adopt', () => {
  it('adds one statement and leaves theirs byte for byte; a second run makes no write call', async () => {
    const side = await withTheirs();
    const made = await side.writesOf(async () => {
      const { stderr, stdout, exitCode } = await side.run(...adopt, '--yes');
      expect(stderr).toMatch(
        /~ update role reports\n +trust policy:[^]*\+ .*"Sid": "IamraWorkloads/,
      );
      expect(stdout).toContain('Role reports of cluster home is ready.');
      expect(exitCode).toBe(0);
    });
    expect(made).toEqual(['UpdateAssumeRolePolicy', 'UpdateProfile']);
    expect(await trustOf(side)).toContain(theirStatement);
    expect((await side.config()).roles[1]).toMatchObject({
      name: 'reports',
      arn: reports,
      adopted: true,
      serviceAccounts: ['shop/reports'],
    });
    expect(await askSession(side, account, 'reports')).toBe('session');

    const again = await side.writesOf(async () => {
      const { stdout, exitCode } = await side.run(...adopt);
      expect(stdout).toContain('Nothing to change');
      expect(exitCode).toBe(0);
    });
    expect(again).toEqual([]);
  });

  it('writes and promises nothing in a dry run', async () => {
    const side = await withTheirs();
    const made = await side.writesOf(async () => {
      const { stderr, stdout, exitCode } = await side.run(...adopt, '--dry-run');
      expect(stderr).toMatch(/Dry run: nothing was written\.\s*$/);
      expect(stdout).toBe('');
      expect(exitCode).toBe(0);
    });
    expect(made).toEqual([]);
  });

  it('says that sessions are refused while the role allows only shorter ones', async () => {
    const side = await withTheirs();
    await side.run('init', '--session-duration', '5400', '--no-cluster', '--yes');
    const { stdout, exitCode } = await side.run(...adopt, '--yes');
    expect(stdout).not.toContain('is ready');
    expect(stdout).toContain('AWS refuses its sessions until it allows 5400 s');
    expect(exitCode).toBe(0);
    expect(await askSession(side, account, 'reports')).not.toBe('session');
    const shown = await side.run('role', 'show', 'reports');
    expect(shown.stdout).toMatch(/shop\/reports: may not assume it: .*3600 s.*5400 s/);

    const update = new UpdateRoleCommand({ RoleName: 'reports', MaxSessionDuration: 5400 });
    await iamClient(side.aws.emulator).send(update);
    expect(await askSession(side, account, 'reports')).toBe('session');
    const again = await side.run(...adopt);
    expect(again.stdout).toContain('Nothing to change');
  });

  it('serves two clusters with one role, each with its own statement', async () => {
    const side = await withTheirs();
    const office = await initialised({ cluster: 'office', role: 'office-web', aws: side.aws });
    await side.run(...adopt, '--yes');
    await office.run(...adopt, '--yes');
    expect(await askSession(side, account, 'reports')).toBe('session');
    expect(await askSession(office, account, 'reports')).toBe('session');
    await office.run('role', 'remove', 'reports', '--yes');
    expect(await askSession(side, account, 'reports')).toBe('session');
    await side.run('role', 'remove', 'reports', '--yes');
    expect(JSON.parse(await trustOf(side))).toEqual({
      Version: '2012-10-17',
      Statement: [JSON.parse(theirStatement)],
    });
  });

  it('gives the role back by role remove: statement and place in the profile, nothing more', async () => {
    const side = await withTheirs();
    await side.run(...adopt, '--yes');
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run('role', 'remove', 'reports', '--yes');
      expect(stderr).toMatch(/trust policy:[^]*- .*"Sid": "IamraWorkloads/);
      expect(exitCode, stderr).toBe(0);
    });
    expect(made).toEqual(['UpdateProfile', 'UpdateAssumeRolePolicy']);
    expect(await trustOf(side)).toContain(theirStatement);
    expect(await trustOf(side)).not.toContain('Iamra');
    expect((await side.config()).roles).toHaveLength(1);
  });

  it('does not take the last statement out of a trust policy', async () => {
    const side = await withTheirs();
    await side.run(...adopt, '--yes');
    const { Statement } = JSON.parse(await trustOf(side)) as { Statement: object[] };
    const ours = JSON.stringify({ Version: '2012-10-17', Statement: Statement.slice(1) });
    const other = await initialised();
    await makeRole(other.aws.emulator, 'reports', { AssumeRolePolicyDocument: ours });
    await other.put('iamra.yaml', JSON.stringify(await adoptedConfig(other)));
    const { stderr, exitCode } = await other.run('role', 'remove', 'reports', '--yes');
    expect(stderr).toContain('Error IAMRA248');
    expect(exitCode).toBe(4);
  });

  it('leaves policies and boundary of an adopted role to its owner', async () => {
    const side = await withTheirs(trustPolicyText());
    await side.run(...adopt, '--yes');
    const policy = ['--policy', 'policy.json', '--yes'];
    const words = ['role', 'add', 'reports', '--service-account', 'shop/api'];
    const { stderr, exitCode } = await side.run(...words, ...policy);
    expect(stderr).toContain('Error IAMRA249');
    expect(exitCode).toBe(4);
    expect((await side.run(...words, '--yes')).exitCode).toBe(0);
    expect((await side.config()).roles[1]?.serviceAccounts).toEqual(['shop/reports', 'shop/api']);
  });

  it.each([
    ['a role that does not exist', 'arn:aws:iam::123456789012:role/nope', 'IAMRA247', 4],
    ['another path', 'arn:aws:iam::123456789012:role/a/reports', 'IAMRA247', 4],
    ['a role of iamra', 'arn:aws:iam::123456789012:role/web', 'IAMRA249', 4],
    [
      'a role that belongs to AWS',
      'arn:aws:iam::123456789012:role/aws-service-role/rolesanywhere.amazonaws.com/AWSServiceRoleForRolesAnywhere',
      'IAMRA249',
      4,
    ],
    ['a name', 'reports', 'IAMRA901', 2],
  ])('refuses %s, and writes nothing', async (_, arn, code, expectedCode) => {
    const side = await withTheirs();
    const made = await side.writesOf(async () => {
      const words = ['role', 'adopt', arn, '--service-account', 'shop/reports', '--yes'];
      const { stderr, exitCode } = await side.run(...words);
      expect(stderr).toContain(`Error ${code}`);
      expect(exitCode).toBe(expectedCode);
    });
    expect(made).toEqual([]);
  });

  it('refuses a role that carries the tag, even where iamra.yaml has lost it', async () => {
    const side = await initialised();
    await side.put('iamra.yaml', JSON.stringify({ ...(await side.config()), roles: [] }));
    const arn = 'arn:aws:iam::123456789012:role/web';
    const { stderr } = await side.run('role', 'adopt', arn, '--service-account', 'a/b', '--yes');
    expect(stderr).toMatch(/Error IAMRA249[^]*iamra made it/);
  });
});

async function adoptedConfig(side: AwsSide): Promise<object> {
  const config = await side.config();
  const serviceAccounts = ['shop/reports'];
  const role = { name: 'reports', arn: reports, adopted: true, serviceAccounts, policies: [] };
  return { ...config, roles: [...config.roles, role] };
}
