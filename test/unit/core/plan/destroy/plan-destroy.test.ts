import { describe, expect, it } from 'vitest';
import { ownershipTags } from '../../../../../src/core/anywhere/tags.ts';
import type { IamraConfig } from '../../../../../src/core/config/iamra-config.ts';
import type { DestroyObservation } from '../../../../../src/core/plan/destroy/destroy-observation.ts';
import { goneAfter } from '../../../../../src/core/plan/destroy/destroy-step.ts';
import { planDestroy } from '../../../../../src/core/plan/destroy/plan-destroy.ts';
import { whatRemains } from '../../../../../src/core/plan/destroy/what-remains.ts';
import { withoutArns } from '../../../../../src/core/plan/destroy/without-arns.ts';
import {
  anchorArn,
  profile,
  profileArn,
  role,
  roleArn,
  trustAnchor,
} from '../../../../fixtures/aws-side.ts';

const anchor = await trustAnchor();
const list = {
  id: 'l',
  arn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:crl/l',
  name: 'iamra-home-1',
  enabled: true,
  trustAnchorArn: anchorArn,
  text: '',
};
const config: IamraConfig = {
  apiVersion: 'iamra.dev/v1',
  cluster: 'home',
  region: 'eu-west-1',
  account: '123456789012',
  trustAnchor: { name: 'iamra-home', arn: anchorArn },
  profile: { name: 'iamra-home', arn: profileArn, durationSeconds: 3600 },
  roles: [{ name: 'web', arn: roleArn, serviceAccounts: ['shop/web'], policies: [] }],
};

function observed(tags: Readonly<Record<string, string>>): DestroyObservation {
  return {
    revocationLists: [{ ...list, tags }],
    profiles: [{ ...profile, tags }],
    roles: [
      { role: { ...role, tags }, attachedPolicyArns: ['arn:a/One'], inlinePolicyNames: ['x'] },
    ],
    trustAnchors: [{ ...anchor, tags }],
  };
}

describe('the plan to destroy', () => {
  it('takes what rests on something before it', () => {
    const { steps, changes } = planDestroy('home', observed(ownershipTags('home')));
    expect(steps.map(({ kind }) => kind)).toEqual([
      'delete-revocation-list',
      'delete-profile',
      'detach-policy',
      'delete-inline-policy',
      'delete-role',
      'delete-trust-anchor',
    ]);
    expect(changes.map(({ action }) => action)).toEqual(Array(4).fill('delete'));
    expect(steps.flatMap((step) => goneAfter(step) ?? [])).toEqual([
      list.arn,
      profileArn,
      roleArn,
      anchorArn,
    ]);
  });

  it.each([[ownershipTags('office')], [{}], [{ 'iamra.dev/managed-by': 'iamra' }]])(
    'leaves what does not carry the cluster’s tag, and names it: %o',
    (tags) => {
      const others = observed(tags);
      expect(planDestroy('home', others)).toEqual({ changes: [], steps: [] });
      const remains = whatRemains(config, others, 'file ca.key').join('\n');
      for (const arn of [list.arn, profileArn, roleArn, anchorArn]) expect(remains).toContain(arn);
      expect(remains).toContain('the CA’s private key: in file ca.key');
    },
  );
});

describe('iamra.yaml without ARNs', () => {
  it('loses those of what is gone, and nothing else', () => {
    const after = withoutArns(config, (arn) => arn !== profileArn);
    expect(after).toEqual({
      ...config,
      trustAnchor: { name: 'iamra-home' },
      roles: [{ name: 'web', serviceAccounts: ['shop/web'], policies: [] }],
    });
    expect(config.trustAnchor?.arn).toBe(anchorArn);
  });
});
