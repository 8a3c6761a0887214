import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateTrustPolicy } from '../../src/core/iam/evaluate-trust-policy.ts';
import { parsePolicyDocument } from '../../src/core/iam/parse-policy.ts';
import { PolicySyntaxError } from '../../src/core/iam/policy-syntax-error.ts';

const service = 'rolesanywhere.amazonaws.com';
const anchors = ['a', 'b'].map(
  (id) => `arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/${id}`,
);
const teams = ['red', 'blue', ''];

const oneOrMore = (values: fc.Arbitrary<string>) =>
  fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 3 }));

const condition = fc.tuple(
  fc.tuple(
    fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
    fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'ArnLike',
      'ArnNotLike',
      'Strange',
    ),
    fc.constantFrom('', 'IfExists'),
  ),
  fc.constantFrom('aws:SourceArn', 'aws:PrincipalTag/team', 'aws:TagKeys', 'aws:PrincipalOrgID'),
  oneOrMore(
    fc.constantFrom(...anchors, ...teams, 'arn:aws:*:*:*:*', '*', '${aws:PrincipalTag/team}'),
  ),
);

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Deny'),
    principal: fc.constantFrom<unknown>('*', { Service: service }, { AWS: '123456789012' }),
    action: oneOrMore(fc.constantFrom('*', 'sts:*', 'sts:AssumeRole', 'sts:TagSession')),
    isNotAction: fc.boolean(),
    conditions: fc.array(condition, { maxLength: 3 }),
  })
  .map(({ effect, principal, action, isNotAction, conditions }) => ({
    Effect: effect,
    Principal: principal,
    [isNotAction ? 'NotAction' : 'Action']: action,
    Condition: Object.fromEntries(
      conditions.map(([name, key, values]) => [name.join(''), { [key]: values }]),
    ),
  }));

const statements = fc.array(statement, { minLength: 1, maxLength: 4 });

const context = fc.record(
  {
    'aws:SourceArn': fc.constantFrom(...anchors).map((value) => [value]),
    'aws:PrincipalTag/team': fc.constantFrom(...teams).map((value) => [value]),
    'aws:TagKeys': fc.array(fc.constantFrom(...teams), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

function decide(listed: readonly object[], values: Record<string, string[]>) {
  const document = parsePolicyDocument(
    JSON.stringify({ Version: '2012-10-17', Statement: listed }),
  );
  return evaluateTrustPolicy(document, {
    principal: { kind: 'service', name: service },
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    context: values,
  });
}

describe('for any trust policy and request', () => {
  test('one more Deny never allows more', () => {
    fc.assert(
      fc.property(statements, statement, context, (listed, added, values) => {
        const before = decide(listed, values).outcome;
        const after = decide([...listed, { ...added, Effect: 'Deny' }], values).outcome;
        if (before === 'denied') expect(after).toBe('denied');
        if (after === 'allowed') expect(before).toBe('allowed');
      }),
    );
  });

  test('one more Allow never allows less', () => {
    fc.assert(
      fc.property(statements, statement, context, (listed, added, values) => {
        const before = decide(listed, values).outcome;
        const after = decide([...listed, { ...added, Effect: 'Allow' }], values).outcome;
        if (before === 'allowed') expect(after).toBe('allowed');
      }),
    );
  });

  test('the order of the statements does not matter', () => {
    fc.assert(
      fc.property(statements, context, (listed, values) => {
        expect(decide(listed.toReversed(), values).outcome).toBe(decide(listed, values).outcome);
      }),
    );
  });

  test('a Deny of everything denies', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: '*' };
    fc.assert(
      fc.property(statements, context, (listed, values) => {
        expect(decide([...listed, deny], values)).toMatchObject({
          outcome: 'denied',
          explicit: true,
        });
      }),
    );
  });

  test('without an Allow nothing is allowed', () => {
    fc.assert(
      fc.property(statements, context, (listed, values) => {
        const denies = listed.map((each) => ({ ...each, Effect: 'Deny' }));
        expect(decide(denies, values).outcome).toBe('denied');
      }),
    );
  });

  test('a decision that was made without a key stands whatever its value is', () => {
    const organisation = fc.array(fc.constantFrom(...teams), { maxLength: 1 });
    fc.assert(
      fc.property(statements, context, organisation, (listed, known, values) => {
        const decision = decide(listed, known).outcome;
        fc.pre(decision !== 'unsupported');
        const told = decide(listed, { ...known, 'aws:PrincipalOrgID': values });
        expect(told.outcome).toBe(decision);
      }),
    );
  });
});

describe('for any text', () => {
  test('the parser answers with a policy or with a syntax error', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      statement.map((each) => JSON.stringify(each)),
    );
    fc.assert(
      fc.property(text, (document) => {
        try {
          parsePolicyDocument(document);
        } catch (error) {
          expect(error).toBeInstanceOf(PolicySyntaxError);
        }
      }),
    );
  });
});
