import { describe, expect, it } from 'vitest';
import { wantedAttributeMappings } from '../../../../src/core/anywhere/profile.ts';
import type { InitObservation } from '../../../../src/core/plan/init/init-target.ts';
import { planInit } from '../../../../src/core/plan/init/plan-init.ts';
import { roleTrustPolicyText } from '../../../../src/core/plan/init/role-trust-policy-text.ts';
import {
  anchorArn,
  nothing,
  settled as settledOf,
  target,
  webRole as web,
} from '../../../fixtures/init-plan.ts';

const settled = (): ReturnType<typeof settledOf> => settledOf(target);

function kinds(observed: InitObservation, wanted = target): string[] {
  return planInit(wanted, observed).steps.map(({ kind }) => kind);
}

describe('the plan of init', () => {
  it('makes everything in the order that AWS needs', () => {
    expect(kinds(nothing)).toEqual([
      'create-ca',
      'create-trust-anchor',
      'put-notification-settings',
      'create-role',
      'attach-policy',
      'create-profile',
      'put-attribute-mapping',
      'put-attribute-mapping',
      'put-attribute-mapping',
    ]);
  });

  it('writes nothing where all is as it should be', () => {
    const { steps, changes } = planInit(target, settled());
    expect(steps).toEqual([]);
    expect(changes.map(({ action }) => action)).toEqual(['keep', 'keep', 'keep', 'keep']);
  });

  it('takes a CA that is at hand', () => {
    expect(kinds({ ...nothing, hasCa: true })[0]).toBe('create-trust-anchor');
  });

  it('enables what was disabled', () => {
    const observed = settled();
    const disabled = {
      ...observed,
      trustAnchor: { ...observed.trustAnchor, enabled: false },
      profile: { ...observed.profile, enabled: false },
    };
    expect(kinds(disabled)).toEqual(['enable-trust-anchor', 'enable-profile']);
  });

  it('puts back a mapping that is missing', () => {
    const observed = settled();
    const profile = { ...observed.profile, attributeMappings: wantedAttributeMappings.slice(1) };
    expect(kinds({ ...observed, profile })).toEqual(['put-attribute-mapping']);
  });

  it('adds a ServiceAccount to the trust policy and keeps statements of others', () => {
    const observed = settled();
    const [found] = observed.roles;
    if (found === undefined) throw new Error('no role');
    const other = {
      Sid: 'Other',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
    };
    const before = JSON.parse(found.role.trustPolicy) as { Statement: object[] };
    const trustPolicy = JSON.stringify({ ...before, Statement: [other, ...before.Statement] });
    const role = { ...web, serviceAccounts: ['default/web', 'shop/api'] };
    const after = JSON.parse(roleTrustPolicyText(target, role, anchorArn, trustPolicy)) as {
      Statement: object[];
    };
    expect(after.Statement[0]).toEqual(other);
    expect(JSON.stringify(after)).toContain('spiffe://home/ns/shop/sa/api');
    const roles = [{ ...found, role: { ...found.role, trustPolicy } }];
    expect(kinds({ ...observed, roles })).toEqual([]);
    expect(kinds({ ...observed, roles }, { ...target, roles: [role] })).toEqual([
      'update-trust-policy',
    ]);
  });

  it('takes the forms for the same that IAM may give back a trust policy in', () => {
    const observed = settled();
    const [found] = observed.roles;
    if (found === undefined) throw new Error('no role');
    const [statement] = (
      JSON.parse(found.role.trustPolicy) as { Statement: { Action: string[] }[] }
    ).Statement;
    const trustPolicy = JSON.stringify({
      Statement: { ...statement, Action: statement?.Action.toReversed() },
      Version: '2012-10-17',
    });
    const roles = [{ ...found, role: { ...found.role, trustPolicy } }];
    expect(kinds({ ...observed, roles })).toEqual([]);
  });

  it('lengthens role and profile for longer sessions', () => {
    expect(
      kinds(settled(), { ...target, profile: { ...target.profile, durationSeconds: 7200 } }),
    ).toEqual(['update-session-duration', 'update-profile']);
  });

  it('refuses a role that iamra did not make', () => {
    const observed = settled();
    const roles = observed.roles.map((found) => ({ ...found, role: { ...found.role, tags: {} } }));
    expect(() => planInit(target, { ...observed, roles })).toThrow(/does not carry the tags/);
  });

  it('refuses a trust policy that IAM would not hold', () => {
    const serviceAccounts = Array.from({ length: 60 }, (_, index) => `namespace-${index}/account`);
    const wanted = { ...target, roles: [{ ...web, serviceAccounts }] };
    expect(() => planInit(wanted, nothing)).toThrow(/AWS takes 2048/);
  });

  it('refuses an identity that AWS would drop', () => {
    const serviceAccounts = [`default/${'a'.repeat(253)}`];
    expect(() => planInit({ ...target, roles: [{ ...web, serviceAccounts }] }, nothing)).toThrow(
      /longer than 256/,
    );
  });

  it('refuses more roles than a profile takes', () => {
    const roleArns = Array.from({ length: 250 }, (_, i) => `arn:aws:iam::123456789012:role/r${i}`);
    const observed = settled();
    const profile = { ...observed.profile, roleArns };
    expect(() => planInit(target, { ...observed, profile })).toThrow(/250/);
  });
});
