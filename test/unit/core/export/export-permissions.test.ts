import { describe, expect, test } from 'vitest';
import { type IamraConfig, iamraConfigSchema } from '../../../../src/core/config/iamra-config.ts';
import {
  exportPermissions,
  type PermissionPurpose,
} from '../../../../src/core/export/permissions/export-permissions.ts';
import {
  type ExportedStatement,
  policyLength,
} from '../../../../src/core/export/permissions/exported-policy.ts';
import {
  permissionScope,
  type ScopeLimits,
} from '../../../../src/core/export/permissions/permission-scope-of.ts';
import { permissionWarnings } from '../../../../src/core/export/permissions/permission-warnings.ts';
import { parseIdentityPolicy } from '../../../../src/core/iam/identity/parse-identity-policy.ts';

const account = '123456789012';
const place = { partition: 'aws', region: 'eu-west-1', account, cluster: 'home' };
const none: ScopeLimits = {
  roles: [],
  rolePath: '/',
  adopt: [],
  policies: [],
  permissionsBoundary: undefined,
};
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const policy = (name: string): string => `arn:aws:iam::${account}:policy/${name}`;

function config(...roles: object[]): IamraConfig {
  return iamraConfigSchema.parse({
    apiVersion: 'iamra.dev/v1',
    cluster: 'home',
    region: 'eu-west-1',
    account,
    roles: roles.map((each) => ({ serviceAccounts: ['default/web'], ...each })),
  });
}

function statements(
  limits: Partial<ScopeLimits> = {},
  given?: IamraConfig,
  purpose: PermissionPurpose = 'init',
): Map<string, ExportedStatement> {
  const scope = permissionScope(place, { ...none, ...limits }, given);
  const { Statement } = exportPermissions(purpose, scope);
  return new Map(Statement.map((statement) => [statement.Sid, statement]));
}

describe('the policy for init', () => {
  test('is a policy that IAM takes, of less than its 6,144 characters', () => {
    const exported = exportPermissions('init', permissionScope(place, none, undefined));
    expect(() => parseIdentityPolicy(JSON.stringify(exported))).not.toThrow();
    expect(policyLength(exported)).toBeLessThan(4500);
  });
  test('reaches only what carries the tag of the cluster, beside what reading takes', () => {
    const reading = ['ListAll', 'ReadRolesAnywhere', 'ReadRoles', 'ReadSubjects', 'ReadPolicies'];
    const byService = ['CreateServiceLinkedRole', 'PassRoles'];
    for (const [sid, { Condition }] of statements()) {
      if (reading.includes(sid)) expect(Condition).toBeUndefined();
      else if (byService.includes(sid)) {
        expect(JSON.stringify(Condition)).toContain('rolesanywhere.amazonaws.com');
      } else expect(JSON.stringify(Condition)).toMatch(/Tag\/iamra.dev\/cluster":"home"/);
    }
  });
  test('reaches all roles, or those of a path, or those of a name', () => {
    const resources = (limits: Partial<ScopeLimits>) =>
      statements(limits).get('ChangeRoles')?.Resource;
    expect(resources({})).toEqual([role('*')]);
    expect(resources({ rolePath: '/teams/' })).toEqual([role('teams/*')]);
    expect(resources({ rolePath: '/teams/', roles: ['web', 'job-*'] })).toEqual([
      role('teams/web'),
      role('teams/job-*'),
    ]);
  });
  test('adds the roles of iamra.yaml that the limits leave out', () => {
    const given = config({ name: 'web', path: '/teams/' }, { name: 'old' });
    expect(statements({ rolePath: '/teams/' }, given).get('PassRoles')?.Resource).toEqual([
      role('teams/*'),
      role('old'),
    ]);
  });
  test('lets only those roles be adopted that are named', () => {
    expect(statements().has('AdoptRoles')).toBe(false);
    const given = config({ name: 'legacy', adopted: true, arn: role('x/legacy') });
    const found = statements({ adopt: [role('other')] }, given);
    const adopted = [role('other'), role('x/legacy')];
    expect(found.get('AdoptRoles')).toMatchObject({
      Action: ['iam:UpdateAssumeRolePolicy'],
      Resource: adopted,
    });
    expect(found.get('PassRoles')?.Resource).toEqual([role('*'), ...adopted]);
    expect(found.get('ChangeRoles')?.Resource).toEqual([role('*')]);
  });
  test('lets roles get any policy, or only those that are named', () => {
    expect(statements().get('AttachPolicies')?.Condition).not.toHaveProperty('ArnLike');
    expect(statements().has('WritePolicies')).toBe(true);
    const given = config({ name: 'web', policies: [policy('b')] });
    const limited = statements({ policies: [policy('a*')] }, given);
    expect(limited.get('AttachPolicies')?.Condition).toMatchObject({
      ArnLike: { 'iam:PolicyARN': [policy('a*'), policy('b')] },
    });
    expect(limited.has('WritePolicies')).toBe(false);
    const files = statements({ policies: ['read.json'] });
    expect(files.has('AttachPolicies')).toBe(false);
    expect(files.has('WritePolicies')).toBe(true);
  });
  test('demands a boundary where one is given, and knows those of iamra.yaml', () => {
    const given = config({ name: 'web', permissionsBoundary: policy('own') });
    expect(statements({}, given).get('BoundRoles')?.Condition).toMatchObject({
      ArnLike: { 'iam:PermissionsBoundary': [policy('own')] },
    });
    expect(statements({}, given).get('CreateRoles')?.Condition).not.toHaveProperty('ArnLike');
    const bounded = statements({ permissionsBoundary: policy('all') }, given);
    for (const sid of ['CreateRoles', 'AttachPolicies', 'WritePolicies', 'BoundRoles']) {
      expect(bounded.get(sid)?.Condition).toMatchObject({
        ArnLike: { 'iam:PermissionsBoundary': [policy('all'), policy('own')] },
      });
    }
    expect(statements().has('BoundRoles')).toBe(false);
  });
  test('says what it lets its holder do beyond iamra', () => {
    const warnings = (limits: Partial<ScopeLimits>): string =>
      permissionWarnings(permissionScope(place, { ...none, ...limits }, undefined)).join('\n');
    expect(warnings({})).toMatch(/--permissions-boundary[^]*--role-path/);
    expect(warnings({ policies: [policy('a')] })).not.toContain('--permissions-boundary');
    expect(warnings({ policies: ['a.json'] })).toContain('--permissions-boundary');
    expect(warnings({ permissionsBoundary: policy('a'), roles: ['web'] })).toBe('');
  });
  test('is refused where IAM would take no policy of its length', () => {
    const names = Array.from({ length: 40 }, (_, index) => `a-role-of-some-length-${index}`);
    expect(() => statements({ roles: names })).toThrow(
      expect.objectContaining({ code: 'IAMRA271' }),
    );
  });
});

test('the policy for reading has no action that writes', () => {
  const actions = [...statements({}, undefined, 'read-only').values()].flatMap(
    ({ Action }) => Action,
  );
  expect(actions).not.toEqual([]);
  for (const action of actions) expect(action).toMatch(/:(Get|List)/);
});

test('other partitions have their own ARNs', () => {
  const scope = permissionScope({ ...place, partition: 'aws-cn' }, none, undefined);
  const text = JSON.stringify(exportPermissions('init', scope));
  expect(text).toContain('arn:aws-cn:rolesanywhere:eu-west-1:123456789012:trust-anchor/*');
  expect(text).not.toContain('arn:aws:');
});
