import { describe, expect, test } from 'vitest';
import {
  evaluateTrustPolicy,
  type TrustRequest,
} from '../../../../src/core/iam/evaluate-trust-policy.ts';
import { parsePolicyDocument } from '../../../../src/core/iam/parse-policy.ts';
import type { TrustDecision } from '../../../../src/core/iam/trust-decision.ts';

const service = 'rolesanywhere.amazonaws.com';
const allow = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:*' };
const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:*' };
const met = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } };
const unmet = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
const unknownKey = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
const unknownOperator = { StringMatches: { 'aws:PrincipalTag/team': 'blue' } };

function decide(statements: readonly object[], changes: Partial<TrustRequest> = {}): TrustDecision {
  const document = parsePolicyDocument(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  );
  return evaluateTrustPolicy(document, {
    principal: { kind: 'service', name: service },
    actions: ['sts:AssumeRole'],
    context: { 'aws:PrincipalTag/team': ['blue'] },
    ...changes,
  });
}

describe('a trust policy allows', () => {
  test('what an Allow covers', () => {
    expect(decide([allow])).toEqual({ outcome: 'allowed' });
  });
  test('what one of several Allows covers', () => {
    const other = { ...allow, Principal: { Service: 'ec2.amazonaws.com' } };
    expect(decide([other, { ...allow, Condition: unmet }, allow]).outcome).toBe('allowed');
  });
  test('several actions, each by another statement', () => {
    const statements = [
      { ...allow, Action: 'sts:AssumeRole' },
      { ...allow, Action: 'sts:tagsession' },
    ];
    const actions = ['sts:AssumeRole', 'sts:TagSession'];
    expect(decide(statements, { actions }).outcome).toBe('allowed');
  });
  test('what NotAction leaves', () => {
    const rest = { ...allow, Action: undefined };
    expect(decide([{ ...rest, NotAction: 'sts:TagSession' }]).outcome).toBe('allowed');
    expect(decide([{ ...rest, NotAction: 'sts:Assume*' }]).outcome).toBe('denied');
  });
  test('where all conditions are met, whatever the case of their keys', () => {
    const Condition = {
      ...met,
      Null: { 'aws:principaltag/TEAM': 'false', 'aws:SourceArn': 'true' },
    };
    expect(decide([{ ...allow, Condition }]).outcome).toBe('allowed');
  });
});

describe('a trust policy denies', () => {
  test('whom no statement names', () => {
    const statement = { ...allow, Principal: { AWS: '123456789012' } };
    expect(decide([statement])).toEqual({
      outcome: 'denied',
      action: 'sts:AssumeRole',
      reason: `no statement trusts ${service}`,
      explicit: false,
      statements: [
        {
          statement: 'Statement[0]',
          effect: 'Allow',
          outcome: 'other-principal',
          unmet: [],
          unknown: [],
        },
      ],
    });
  });
  test('the first action that no statement allows', () => {
    const statement = { ...allow, Action: 'sts:AssumeRole' };
    expect(
      decide([statement], {
        actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      }),
    ).toMatchObject({
      outcome: 'denied',
      action: 'sts:TagSession',
      reason: `no statement allows sts:TagSession to ${service}`,
      statements: [{ outcome: 'other-action' }],
    });
  });
  test('by the conditions that are not met, and says which', () => {
    const Condition = {
      ...unmet,
      ArnEquals: { 'aws:SourceArn': ['arn:aws:a:b:c:d', 'arn:aws:a:b:c:e'] },
    };
    const decision = decide([{ ...allow, Sid: 'Workloads', Condition }]);
    expect(decision).toMatchObject({
      outcome: 'denied',
      reason:
        'statement Workloads wants StringEquals aws:PrincipalTag/team "red", but the request has "blue" and ArnEquals aws:SourceArn "arn:aws:a:b:c:d" or "arn:aws:a:b:c:e", but the request has none',
      explicit: false,
      statements: [
        {
          statement: 'Workloads',
          outcome: 'condition-not-met',
          unmet: [
            {
              operator: 'StringEquals',
              key: 'aws:PrincipalTag/team',
              wanted: ['red'],
              actual: ['blue'],
            },
            {
              operator: 'ArnEquals',
              key: 'aws:SourceArn',
              wanted: ['arn:aws:a:b:c:d', 'arn:aws:a:b:c:e'],
              actual: [],
            },
          ],
        },
      ],
    });
  });
  test('by a Deny, whatever allows', () => {
    const decision = decide([allow, { ...deny, Sid: 'No', Condition: met }, allow]);
    expect(decision).toMatchObject({
      outcome: 'denied',
      explicit: true,
      reason: 'statement No denies sts:AssumeRole',
    });
  });
  test('not by a Deny that does not apply', () => {
    expect(decide([allow, { ...deny, Condition: unmet }]).outcome).toBe('allowed');
    expect(decide([allow, { ...deny, Action: 'sts:TagSession' }]).outcome).toBe('allowed');
    expect(decide([allow, { ...deny, Principal: { AWS: '*' }, Action: 'iam:*' }]).outcome).toBe(
      'allowed',
    );
  });
  test('by a Deny that excepts services, where who asks is none', () => {
    const Condition = { Bool: { 'aws:PrincipalIsAWSService': 'false' } };
    const account = '123456789012';
    const user = { kind: 'aws', arn: `arn:aws:iam::${account}:user/x`, account } as const;
    const statements = [
      { ...allow, Principal: '*' },
      { ...deny, Condition },
    ];
    expect(decide(statements).outcome).toBe('allowed');
    expect(decide(statements, { principal: user }).outcome).toBe('denied');
  });
});

describe('what is not known makes a decision unsupported', () => {
  test.each([
    [
      'key',
      unknownKey,
      'statement Statement[0]: the condition key aws:PrincipalOrgID is not supported',
    ],
    [
      'operator',
      unknownOperator,
      'statement Statement[0]: the condition operator StringMatches is not supported',
    ],
  ])('an unknown %s in the only Allow', (_, Condition, reason) => {
    expect(decide([{ ...allow, Condition }])).toMatchObject({
      outcome: 'unsupported',
      action: 'sts:AssumeRole',
      reason,
      statements: [{ outcome: 'unknown' }],
    });
  });
  test('an unknown key in a Deny', () => {
    expect(decide([allow, { ...deny, Condition: unknownKey }]).outcome).toBe('unsupported');
  });
  test('an unknown key beside conditions that are met', () => {
    expect(
      decide([{ ...allow, Condition: { ...unknownKey, StringLike: met.StringEquals } }]).outcome,
    ).toBe('unsupported');
  });
  test.each([
    ['statement of another principal', { Principal: { Service: 'ec2.amazonaws.com' } }],
    ['statement of another action', { Action: 'sts:TagSession' }],
  ])('not in a %s', (_, changes) => {
    expect(decide([allow, { ...deny, Condition: unknownKey, ...changes }]).outcome).toBe('allowed');
  });
  test('not where a condition beside it is not met anyway', () => {
    const Condition = { ...unknownKey, StringLike: unmet.StringEquals };
    expect(decide([allow, { ...deny, Condition }]).outcome).toBe('allowed');
    expect(decide([{ ...allow, Condition }]).outcome).toBe('denied');
  });
  test('not where another statement decides anyway', () => {
    expect(decide([{ ...allow, Condition: unknownKey }, deny]).outcome).toBe('denied');
    expect(decide([{ ...allow, Condition: unknownKey }, allow]).outcome).toBe('allowed');
    expect(decide([{ ...deny, Condition: unknownKey }]).outcome).toBe('denied');
  });
  test('less than a denial of another action', () => {
    const statements = [{ ...allow, Action: 'sts:AssumeRole', Condition: unknownKey }];
    const decision = decide(statements, { actions: ['sts:AssumeRole', 'sts:TagSession'] });
    expect(decision).toMatchObject({ outcome: 'denied', action: 'sts:TagSession' });
  });
  test('a NotPrincipal that names a part of who asks', () => {
    const account = '123456789012';
    const principal = { kind: 'aws', arn: `arn:aws:iam::${account}:user/x`, account } as const;
    const rest = { ...deny, Principal: undefined };
    const statements = [
      { ...allow, Principal: '*' },
      { ...rest, NotPrincipal: { AWS: principal.arn } },
    ];
    expect(decide(statements, { principal }).outcome).toBe('unsupported');
  });
});
