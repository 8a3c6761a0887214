import { expect, test } from 'vitest';
import { rolesAnywhereRequest } from '../../../../src/core/access/roles-anywhere-request.ts';
import { explainTrustPolicy } from '../../../../src/core/iam/explain-trust-policy.ts';
import { parsePolicyDocument } from '../../../../src/core/iam/parse-policy.ts';
import { trustStatement } from '../../../fixtures/audited-role.ts';

test('every condition is laid open: met, not met, not known, of statements about others as well', () => {
  const statements = [
    trustStatement(
      {
        StringEquals: {
          'aws:SourceAccount': '123456789012',
          'aws:PrincipalTag/team': ['red', 'blue'],
        },
        IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
      },
      { Sid: 'Ours' },
    ),
    trustStatement({}, { Effect: 'Deny', Principal: { AWS: '123456789012' }, Action: 'sts:Tag*' }),
  ];
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const context = { 'aws:SourceAccount': ['123456789012'], 'aws:PrincipalTag/team': ['green'] };
  const explained = explainTrustPolicy(parsePolicyDocument(text), rolesAnywhereRequest(context));
  expect(explained.decision.outcome).toBe('denied');
  const [ours, other] = explained.statements;
  expect(ours).toMatchObject({ statement: 'Ours', effect: 'Allow', concerned: true });
  expect(ours?.conditions).toEqual([
    {
      ...{ operator: 'StringEquals', key: 'aws:SourceAccount', wanted: ['123456789012'] },
      ...{ actual: ['123456789012'], outcome: 'met' },
    },
    {
      ...{ operator: 'StringEquals', key: 'aws:PrincipalTag/team', wanted: ['red', 'blue'] },
      ...{ actual: ['green'], outcome: 'not-met' },
    },
    {
      ...{ operator: 'IpAddress', key: 'aws:SourceIp', wanted: ['10.0.0.0/8'], actual: [] },
      ...{ outcome: 'unknown', reason: 'the condition operator IpAddress is not supported' },
    },
  ]);
  expect(other).toMatchObject({ concerned: false, actions: ['sts:TagSession'], conditions: [] });
});
