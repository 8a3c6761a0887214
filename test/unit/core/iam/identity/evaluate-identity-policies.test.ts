import { describe, expect, test } from 'vitest';
import {
  evaluateIdentityPolicies,
  type IdentityDecision,
  type IdentityRequest,
} from '../../../../../src/core/iam/identity/evaluate-identity-policies.ts';
import { parseIdentityPolicy } from '../../../../../src/core/iam/identity/parse-identity-policy.ts';

const account = '123456789012';
const role = `arn:aws:iam::${account}:role/web`;
const allow = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
const ours = { StringEquals: { 'aws:ResourceTag/iamra.dev/cluster': 'home' } };

function decide(
  statements: readonly object[],
  changes: Partial<IdentityRequest> = {},
): IdentityDecision {
  const policies = statements.map((statement) =>
    parseIdentityPolicy(JSON.stringify({ Version: '2012-10-17', Statement: [statement] })),
  );
  return evaluateIdentityPolicies(policies, {
    principal: { kind: 'aws', arn: `arn:aws:iam::${account}:user/somebody`, account },
    action: 'iam:UpdateRole',
    resource: role,
    context: { 'aws:ResourceTag/iamra.dev/cluster': ['home'] },
    ...changes,
  });
}

describe('identity policies allow', () => {
  test.each([
    [allow],
    [{ ...allow, Action: ['s3:Get*', 'IAM:updaterole'] }],
    [{ ...allow, Resource: role }],
    [{ ...allow, Resource: [`arn:aws:iam::${account}:role/other`, 'arn:aws:iam::*:role/*'] }],
    [{ ...allow, Resource: 'arn:aws:iam::${aws:PrincipalAccount}:role/web' }],
    [{ ...allow, Resource: undefined, NotResource: 'arn:aws:iam::*:user/*' }],
    [{ ...allow, Condition: ours }],
    [{ ...allow, Condition: { Null: { 'iam:PassedToService': 'true' } } }],
  ])('what %j covers', (statement) => {
    expect(decide([statement])).toEqual({ outcome: 'allowed' });
  });
  test('what any one of them covers', () => {
    const other = { ...allow, Resource: 'arn:aws:iam::*:user/*' };
    expect(decide([other, allow]).outcome).toBe('allowed');
  });
});

describe('identity policies deny', () => {
  test.each([
    [{ ...allow, Action: 'iam:Get*' }, 'no statement is about this action and resource'],
    [{ ...allow, Resource: `${role}/` }, 'no statement is about this action and resource'],
    // A wildcard doesn't reach over a colon.
    [{ ...allow, Resource: 'arn:aws:i*:role/web:' }, 'no whole ARN'],
    [
      { ...allow, Resource: undefined, NotResource: role },
      'no statement is about this action and resource',
    ],
    [
      { ...allow, Condition: { StringEquals: { 'aws:ResourceTag/iamra.dev/cluster': 'work' } } },
      'statement Statement[0] wants StringEquals aws:ResourceTag/iamra.dev/cluster work, but the request has home',
    ],
    [
      { ...allow, Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } },
      'but the request has none',
    ],
  ])('what %j does not cover', (statement, reason) => {
    const decision = decide([statement]);
    expect(decision.outcome).not.toBe('allowed');
    expect(decision).toHaveProperty('reason', expect.stringContaining(reason));
  });
  test('what a Deny covers, whatever else allows it', () => {
    expect(decide([allow, { ...allow, Sid: 'Never', Effect: 'Deny' }])).toEqual({
      outcome: 'denied',
      explicit: true,
      reason: 'statement Never denies it',
    });
  });
  test('an action without resources to whom only resources are allowed', () => {
    const listing = { action: 'iam:ListRoles', resource: '*' };
    expect(decide([{ ...allow, Resource: 'arn:aws:iam::*:*' }], listing).outcome).toBe('denied');
    expect(decide([allow], listing).outcome).toBe('allowed');
  });
  test('everything where there are none', () => {
    expect(decide([])).toMatchObject({ outcome: 'denied', explicit: false });
  });
});

describe('what the evaluator does not know', () => {
  const open = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
  test('makes the answer unsupported where it decides', () => {
    expect(decide([{ ...allow, Condition: open }])).toEqual({
      outcome: 'unsupported',
      reason: 'statement Statement[0]: the condition key aws:PrincipalOrgID is not supported',
    });
    expect(decide([{ ...allow, Resource: 'arn:aws:iam::${aws:FederatedProvider}:*' }])).toEqual({
      outcome: 'unsupported',
      reason: 'statement Statement[0]: the variable ${aws:FederatedProvider} is not supported',
    });
    expect(decide([allow, { ...allow, Effect: 'Deny', Condition: open }]).outcome).toBe(
      'unsupported',
    );
  });
  test('changes nothing where the answer is the same either way', () => {
    expect(
      decide([{ ...allow, Condition: { ...open, Null: { 'aws:ResourceTag/x': 'false' } } }]),
    ).toMatchObject({ outcome: 'denied' });
    expect(decide([{ ...allow, Condition: open }, allow]).outcome).toBe('allowed');
  });
});
