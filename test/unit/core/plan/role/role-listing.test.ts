import { describe, expect, it } from 'vitest';
import { listRoles } from '../../../../../src/core/plan/role/role-listing.ts';
import { settled, target } from '../../../../fixtures/init-plan.ts';

describe('the list of roles', () => {
  it('has roles as planned, without differences', () => {
    expect(listRoles(target, settled(target))).toMatchObject([
      { name: 'web', state: 'as_planned', differences: [] },
    ]);
  });

  it('names a place in the Roles Anywhere profile that is missing', () => {
    const held = settled(target);
    const profile = { ...held.profile, roleArns: ['arn:aws:iam::123456789012:role/a/other'] };
    expect(listRoles(target, { ...held, profile })).toMatchObject([
      { state: 'differs', differences: ['not in Roles Anywhere profile iamra-home'] },
      { name: 'other', state: 'not_in_file' },
    ]);
    const [role] = listRoles(target, { ...held, profile: undefined });
    expect(role).toMatchObject({ differences: ['there is no Roles Anywhere profile'] });
  });

  it('does not compare a role that carries no tag of ours', () => {
    const held = settled(target);
    const roles = held.roles.map((found) => ({ ...found, role: { ...found.role, tags: {} } }));
    expect(listRoles(target, { ...held, roles })).toMatchObject([
      { state: 'not_ours', differences: [] },
    ]);
  });
});
