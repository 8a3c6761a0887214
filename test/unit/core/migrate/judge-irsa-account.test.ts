import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../src/core/anywhere/role.ts';
import { ownershipTags } from '../../../../src/core/anywhere/tags.ts';
import type { IamraConfig } from '../../../../src/core/config/iamra-config.ts';
import type { IrsaAccount } from '../../../../src/core/migrate/irsa-account.ts';
import { irsaRoles } from '../../../../src/core/migrate/irsa-roles.ts';
import { judgeIrsaAccount } from '../../../../src/core/migrate/judge-irsa-account.ts';
import { passedLimit } from '../../../../src/core/migrate/passed-limit.ts';

const arn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
const config: IamraConfig = {
  apiVersion: 'iamra.dev/v1',
  cluster: 'home',
  region: 'eu-west-1',
  account: '123456789012',
  roles: [
    { name: 'web', arn: arn('web'), serviceAccounts: ['default/web'], policies: ['drift.json'] },
    { name: 'batch', arn: arn('batch'), adopted: true, serviceAccounts: ['a/b'], policies: [] },
  ],
};

function role(name: string, more: Partial<Role> = {}): Role {
  const trustPolicy = '{"Version":"2012-10-17","Statement":[]}';
  return {
    name,
    arn: arn(name),
    trustPolicy,
    maxSessionDuration: 3600,
    tags: {},
    ...more,
  } as Role;
}

function account(roleArn: string, annotations: IrsaAccount['annotations'] = {}): IrsaAccount {
  return { account: { namespace: 'shop', name: 'orders' }, annotations, roleArn };
}

function codeOf(given: IrsaAccount, found?: Role): string | undefined {
  const roles = new Map([[given.roleArn, found]]);
  const excludedNamespaces = new Set(['kube-system']);
  return judgeIrsaAccount(given, { config, excludedNamespaces, roles })?.code;
}

describe('a ServiceAccount with a role of EKS', () => {
  it.each([
    ['of this account', account(arn('orders')), role('orders')],
    ['that iamra has adopted', account(arn('batch')), role('batch')],
    ['that iamra made', account(arn('web')), role('web', { tags: ownershipTags('home') })],
    [
      'that it has by our annotation too',
      account(arn('orders'), { 'iamra.dev/role-arn': arn('orders') }),
      role('orders'),
    ],
  ])('can have the one %s', (_, given, found) => {
    expect(codeOf(given, found)).toBeUndefined();
  });

  it.each([
    ['is no ARN', account('orders'), undefined, 'IAMRA302'],
    [
      'is of another account',
      account('arn:aws:iam::9'.padEnd(25, '9') + ':role/x'),
      undefined,
      'IAMRA240',
    ],
    ['is not there', account(arn('orders')), undefined, 'IAMRA247'],
    ['is at another path', account(arn('a/orders')), role('orders'), 'IAMRA247'],
    [
      'is one that iamra made, and iamra.yaml lost',
      account(arn('orders')),
      role('orders', { tags: ownershipTags('home') }),
      'IAMRA249',
    ],
    [
      'is overruled by ours',
      account(arn('orders'), { 'iamra.dev/role-arn': arn('web') }),
      role('orders'),
      'IAMRA373',
    ],
    [
      'is taken back',
      account(arn('orders'), { 'iamra.dev/inject': 'false' }),
      role('orders'),
      'IAMRA373',
    ],
    [
      'is for pods that get nothing',
      { ...account(arn('orders')), account: { namespace: 'kube-system', name: 'driver' } },
      role('orders'),
      'IAMRA374',
    ],
  ])('is left where the role %s', (_, given, found, code) => {
    expect(codeOf(given, found)).toBe(code);
  });
});

describe('the roles of ServiceAccounts', () => {
  it('are each named once, with all who name them; those that iamra made stay its own', () => {
    const others = { namespace: 'a', name: 'a' };
    const accounts = [
      account(arn('orders')),
      { ...account(arn('orders')), account: others },
      account(arn('web')),
    ];
    expect(irsaRoles(accounts, config)).toEqual([
      {
        name: 'orders',
        arn: arn('orders'),
        adopted: true,
        serviceAccounts: ['a/a', 'shop/orders'],
        policies: [],
      },
      { name: 'web', serviceAccounts: ['shop/orders'], policies: [] },
    ]);
  });

  it('are held against what AWS takes, without the files of their policies', () => {
    const [wanted] = config.roles;
    if (wanted === undefined) throw new Error('there is no role');
    expect(passedLimit(wanted, config, 'aws', role('web'))).toBeUndefined();
    const serviceAccounts = Array.from({ length: 80 }, (_, index) => `shop/orders-${index}`);
    const limit = passedLimit({ ...wanted, serviceAccounts }, config, 'aws', role('web'));
    expect(limit).toMatchObject({
      code: 'IAMRA213',
      fix: expect.stringContaining('spread') as string,
    });
  });
});
