import { describe, expect, test } from 'vitest';
import { evaluateTrustPolicy } from '../../../../src/core/iam/evaluate-trust-policy.ts';
import { parsePolicyDocument } from '../../../../src/core/iam/parse-policy.ts';
import {
  rolesAnywhereActions,
  rolesAnywherePrincipal,
  roleTrustPolicy,
} from '../../../../src/core/iam/role-trust-policy.ts';

const trustAnchorArn = 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a1';
const web = 'spiffe://home/ns/default/sa/web';
const job = 'spiffe://home/ns/default/sa/job';

const decide = (policy: object, context: Record<string, string>) =>
  evaluateTrustPolicy(parsePolicyDocument(JSON.stringify(policy)), {
    principal: { kind: 'service', name: rolesAnywherePrincipal },
    actions: rolesAnywhereActions,
    context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value]])),
  }).outcome;

describe('the trust policy of a role for workloads', () => {
  test('demands the anchor and the identity', () => {
    expect(roleTrustPolicy({ trustAnchorArn, identities: [web] })).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'IamraWorkloads',
          Effect: 'Allow',
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          Condition: {
            ArnEquals: { 'aws:SourceArn': trustAnchorArn },
            StringEquals: { 'aws:PrincipalTag/x509SAN/URI': web },
          },
        },
      ],
    });
  });

  test('allows these identities through this anchor, and nothing else', () => {
    const policy = roleTrustPolicy({ trustAnchorArn, identities: [web, job] });
    const uri = 'aws:PrincipalTag/x509SAN/URI';
    const source = 'aws:SourceArn';
    expect(decide(policy, { [source]: trustAnchorArn, [uri]: web })).toBe('allowed');
    expect(decide(policy, { [source]: trustAnchorArn, [uri]: job })).toBe('allowed');
    expect(decide(policy, { [source]: trustAnchorArn, [uri]: `${job}2` })).toBe('denied');
    expect(decide(policy, { [source]: `${trustAnchorArn}2`, [uri]: web })).toBe('denied');
    expect(decide(policy, { [source]: trustAnchorArn })).toBe('denied');
    expect(decide(policy, { [uri]: web })).toBe('denied');
  });

  test('may demand the account, too', () => {
    const policy = roleTrustPolicy({
      sid: 'Other',
      trustAnchorArn,
      identities: [web],
      sourceAccount: '123456789012',
    });
    const context = { 'aws:SourceArn': trustAnchorArn, 'aws:PrincipalTag/x509SAN/URI': web };
    expect(policy.Statement[0].Sid).toBe('Other');
    expect(decide(policy, context)).toBe('denied');
    expect(decide(policy, { ...context, 'aws:SourceAccount': '123456789012' })).toBe('allowed');
  });

  test('is never made without an identity', () => {
    expect(() => roleTrustPolicy({ trustAnchorArn, identities: [] })).toThrow(RangeError);
  });
});
