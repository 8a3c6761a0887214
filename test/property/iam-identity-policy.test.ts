import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  evaluateIdentityPolicies,
  type IdentityDecision,
} from '../../src/core/iam/identity/evaluate-identity-policies.ts';
import { parseIdentityPolicy } from '../../src/core/iam/identity/parse-identity-policy.ts';

const account = '123456789012';
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const tag = 'aws:ResourceTag/cluster';

const statement = fc.record(
  {
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.subarray(['iam:GetRole', 'iam:Get*', 'iam:DeleteRole', 'iam:*', '*', 's3:*'], {
      minLength: 1,
    }),
    Resource: fc.subarray(
      ['*', role('*'), role('web'), role('w?b'), role('${aws:PrincipalAccount}')],
      {
        minLength: 1,
      },
    ),
    Condition: fc.constantFrom(
      { StringEquals: { [tag]: 'home' } },
      { StringNotEquals: { [tag]: 'home' } },
      { StringEqualsIfExists: { [tag]: 'home' } },
      { Null: { [tag]: 'true' } },
      { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    ),
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
);

type Statement = typeof statement extends fc.Arbitrary<infer T> ? T : never;

const request = fc.record({
  action: fc.constantFrom('iam:GetRole', 'iam:DeleteRole', 'iam:ListRoles'),
  resource: fc.constantFrom('*', role('web'), role('x/web')),
  context: fc.constantFrom({}, { [tag]: ['home'] }, { [tag]: ['work'] }),
});

type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

function decide(statements: readonly Statement[], asked: Request): IdentityDecision['outcome'] {
  const principal = { kind: 'aws', arn: `arn:aws:iam::${account}:user/dev`, account } as const;
  const policies = statements.map((each) =>
    parseIdentityPolicy(JSON.stringify({ Version: '2012-10-17', Statement: each })),
  );
  return evaluateIdentityPolicies(policies, { ...asked, principal }).outcome;
}

const some = fc.array(statement, { maxLength: 5 });

test('an Allow more never takes away, a Deny more never gives', () => {
  fc.assert(
    fc.property(some, statement, request, (statements, more, asked) => {
      const before = decide(statements, asked);
      const after = decide([...statements, more], asked);
      if (more.Effect === 'Allow' && before === 'allowed') expect(after).toBe('allowed');
      if (more.Effect === 'Deny' && before === 'denied') expect(after).toBe('denied');
    }),
  );
});

test('the order of statements, and in which policy they stand, does not matter', () => {
  fc.assert(
    fc.property(some, request, (statements, asked) => {
      expect(decide([...statements].reverse(), asked)).toBe(decide(statements, asked));
    }),
  );
});

test('a list says what its members say one by one', () => {
  fc.assert(
    fc.property(some, request, (statements, asked) => {
      const single = statements.flatMap((each) =>
        each.Action.flatMap((action) =>
          each.Resource.map((resource) => ({ ...each, Action: [action], Resource: [resource] })),
        ),
      );
      expect(decide(single, asked)).toBe(decide(statements, asked));
    }),
  );
});
