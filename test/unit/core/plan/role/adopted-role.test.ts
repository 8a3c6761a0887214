import { describe, expect, it } from 'vitest';
import type { IamraConfig } from '../../../../../src/core/config/iamra-config.ts';
import { nameOfAdded, nameOfAdopted } from '../../../../../src/core/plan/role/adopted-role.ts';

const config: IamraConfig = {
  apiVersion: 'iamra.dev/v1',
  cluster: 'home',
  region: 'eu-west-1',
  account: '123456789012',
  roles: [
    { name: 'web', serviceAccounts: ['a/b'], policies: [] },
    { name: 'reports', adopted: true, serviceAccounts: ['a/b'], policies: [] },
  ],
};
const arn = (resource: string, account = config.account): string =>
  `arn:aws:iam::${account}:${resource}`;

describe('the name of a role that is to be adopted', () => {
  it('is the last part of its ARN, whatever its path, and may be adopted already', () => {
    expect(nameOfAdopted(arn('role/teams/web2'), config)).toBe('web2');
    expect(nameOfAdopted(arn('role/reports'), config)).toBe('reports');
  });

  it.each([
    ['IAMRA901', 'web2'],
    ['IAMRA901', arn('user/web2')],
    ['IAMRA240', arn('role/web2', '210987654321')],
    ['IAMRA249', arn('role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX')],
    ['IAMRA249', arn('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x')],
    ['IAMRA249', arn('role/web')],
  ])('is refused with %s: %s', (code, text) => {
    expect(() => nameOfAdopted(text, config)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the name of a role that is to be added', () => {
  it('is what was given, but no ARN', () => {
    expect(nameOfAdded('web2', config)).toBe('web2');
    expect(() => nameOfAdded(arn('role/x'), config)).toThrow(
      expect.objectContaining({ code: 'IAMRA901' }),
    );
  });

  it('shows, for a role of another account, a policy and a statement with which ours assumes it', () => {
    const other = 'arn:aws-cn:iam::210987654321:role/x';
    let fix = '';
    try {
      nameOfAdded(other, config);
    } catch (error) {
      fix = (error as { fix: string }).fix;
    }
    const [policy, statement] = fix
      .split('\n')
      .flatMap((line) => /^ *(\{.*\})$/.exec(line)?.[1] ?? []);
    const Action = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
    expect(JSON.parse(policy ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: other }],
    });
    expect(JSON.parse(statement ?? '')).toEqual({
      Effect: 'Allow',
      Action,
      Principal: { AWS: 'arn:aws-cn:iam::123456789012:role/BRIDGE' },
    });
  });
});
