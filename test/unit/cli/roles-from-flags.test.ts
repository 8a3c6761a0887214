import { describe, expect, it } from 'vitest';
import { rolesFromFlags } from '../../../src/cli/roles-from-flags.ts';

const policy = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('the role flags', () => {
  it('describe a role, ServiceAccounts written one way', () => {
    expect(
      rolesFromFlags({ role: 'web', serviceAccounts: ['a:b', 'c/d'], policies: [policy] }),
    ).toEqual([{ name: 'web', serviceAccounts: ['a/b', 'c/d'], policies: [policy] }]);
  });

  it('may all be absent', () => {
    expect(rolesFromFlags({ role: undefined, serviceAccounts: [], policies: [] })).toEqual([]);
  });

  it.each([
    [{ role: undefined, serviceAccounts: ['a/b'], policies: [] }, /belong to a role/],
    [{ role: 'web', serviceAccounts: [], policies: [] }, /trust nobody/],
    [{ role: 'we b', serviceAccounts: ['a/b'], policies: [] }, /name of an IAM role/],
    [{ role: 'web', serviceAccounts: ['b'], policies: [] }, /not NAMESPACE\/NAME/],
    [{ role: 'web', serviceAccounts: ['a/b'], policies: ['x'] }, /ARN of an IAM policy/],
  ])('are refused where they make no sense: %j', (flags, expected) => {
    expect(() => rolesFromFlags(flags)).toThrow(expected);
  });
});
