import { describe, expect, it } from 'vitest';
import { ownershipTags } from '../../../../../src/core/anywhere/tags.ts';
import type { IamraConfig } from '../../../../../src/core/config/iamra-config.ts';
import { roleTrustPolicyText } from '../../../../../src/core/plan/init/role-trust-policy-text.ts';
import { planRoleRemoval } from '../../../../../src/core/plan/role/plan-role-removal.ts';
import type { RemovalObservation } from '../../../../../src/core/plan/role/role-removal.ts';
import { anchorArn, profile, role } from '../../../../fixtures/aws-side.ts';

const serviceAccounts = ['shop/web', 'shop/api'];
const config: IamraConfig = {
  apiVersion: 'iamra.dev/v1',
  cluster: 'home',
  region: 'eu-west-1',
  account: '123456789012',
  roles: [{ name: 'web', arn: role.arn, serviceAccounts, policies: [] }],
};
const trust = { adopted: false, conditions: {}, serviceAccounts };
const trustPolicy = roleTrustPolicyText({ cluster: 'home' }, trust, anchorArn);

function observed(change: Partial<RemovalObservation> = {}): RemovalObservation {
  const found = { ...role, trustPolicy, tags: ownershipTags('home') };
  const hanging = { attachedPolicyArns: ['arn:a/One', 'arn:a/Two'], inlinePolicyNames: ['inline'] };
  return { profile, trustAnchorArn: anchorArn, role: { role: found, ...hanging }, ...change };
}

const whole = { name: 'web', serviceAccount: undefined };

describe('the plan to remove a role', () => {
  it('begins with the Roles Anywhere profile and ends with the role', () => {
    const plan = planRoleRemoval(config, whole, observed());
    expect(plan.steps.map(({ kind }) => kind)).toEqual([
      'leave-profile',
      'detach-policy',
      'detach-policy',
      'delete-inline-policy',
      'delete-role',
    ]);
    expect(plan.config.roles).toEqual([]);
  });

  it('has only what is left after a run that was cut off', () => {
    const gone = planRoleRemoval(config, whole, observed({ role: undefined }));
    expect(gone.steps.map(({ kind }) => kind)).toEqual(['leave-profile']);
    const bare = { ...profile, roleArns: [] };
    const nothing = planRoleRemoval(config, whole, observed({ role: undefined, profile: bare }));
    expect(nothing).toMatchObject({ steps: [], changes: [], config: { roles: [] } });
  });

  it('keeps the other ServiceAccounts, sourceAccount and conditions when one leaves', () => {
    const conditions = { StringLike: { 'sts:RoleSessionName': 'web-*' } };
    const roles = config.roles.map((found) => ({ ...found, conditions }));
    const removal = { name: 'web', serviceAccount: 'shop/api' };
    const plan = planRoleRemoval({ ...config, sourceAccount: true, roles }, removal, observed());
    const [step] = plan.steps;
    expect(plan.steps).toHaveLength(1);
    const text = step?.kind === 'update-trust-policy' ? step.trustPolicy : '{}';
    expect(JSON.parse(text)).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              'aws:PrincipalTag/x509SAN/URI': 'spiffe://home/ns/shop/sa/web',
              'aws:SourceAccount': '123456789012',
            },
            ...conditions,
          },
        },
      ],
    });
    expect(plan.config.roles[0]?.serviceAccounts).toEqual(['shop/web']);
  });

  it('has nothing to do for a ServiceAccount that the role is not for', () => {
    const plan = planRoleRemoval(config, { name: 'web', serviceAccount: 'a/b' }, observed());
    expect(plan).toEqual({ changes: [], steps: [], config });
  });

  it('refuses a role of another cluster, and one whose tag is gone', () => {
    for (const tags of [ownershipTags('office'), {}]) {
      const foreign = observed({
        role: { role: { ...role, tags }, attachedPolicyArns: [], inlinePolicyNames: [] },
      });
      expect(() => planRoleRemoval(config, whole, foreign)).toThrow(
        expect.objectContaining({ code: 'IAMRA206' }),
      );
    }
  });

  it('has nothing to do for a role that bears no trace of the cluster, as one that was given back', () => {
    const others = { ...config, roles: [] };
    const bare = { ...profile, roleArns: [] };
    const roleWith = (text: string): RemovalObservation['role'] => ({
      role: { ...role, trustPolicy: text, tags: {} },
      attachedPolicyArns: [],
      inlinePolicyNames: [],
    });
    const theirs = roleWith(trustPolicy.replaceAll('IamraWorkloads', 'Theirs'));
    const plan = planRoleRemoval(others, whole, observed({ role: theirs, profile: bare }));
    expect(plan).toEqual({ changes: [], steps: [], config: others });
    for (const traces of [{ role: theirs }, { role: roleWith(trustPolicy), profile: bare }]) {
      expect(() => planRoleRemoval(others, whole, observed(traces))).toThrow(
        expect.objectContaining({ code: 'IAMRA206' }),
      );
    }
  });

  it('needs the trust anchor to write a narrower trust policy', () => {
    const removal = { name: 'web', serviceAccount: 'shop/api' };
    const lost = observed({ trustAnchorArn: undefined });
    expect(() => planRoleRemoval(config, removal, lost)).toThrow(
      expect.objectContaining({ code: 'IAMRA220' }),
    );
  });
});
