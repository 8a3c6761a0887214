import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleTrustPolicyText } from '../../src/core/plan/init/role-trust-policy-text.ts';
import { statementId } from '../../src/core/plan/init/statement-id.ts';
import { withoutTrustStatement } from '../../src/core/plan/role/without-trust-statement.ts';

const anchorArn = 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/1';
const role = { adopted: true, conditions: {}, serviceAccounts: ['shop/web'] };

const space = fc.constantFrom('', ' ', '\n', '\n\t', '  ');
const statement = fc
  .tuple(
    fc.record(
      {
        Sid: fc.stringMatching(/^[A-Za-z0-9]{1,12}$/),
        Effect: fc.constantFrom('Allow', 'Deny'),
        Principal: fc.constantFrom('*', { AWS: ['1', '2'] }),
        Action: fc.string(),
        Condition: fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.array(fc.string()))),
      },
      { requiredKeys: ['Effect'] },
    ),
    fc.constantFrom(0, 1, 3),
  )
  .map(([value, indent]) => JSON.stringify(value, null, indent));

/** As people write them: with white space anywhere. */
const policy = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 4 }), space, space, space)
  .map(
    ([statements, a, b, c]) =>
      `{${a}"Version":${b}"2012-10-17",${c}"Statement"${a}:${b}[${c}${statements.join(`${a},${b}`)}${c}]${a}}`,
  );

describe('a trust policy that clusters adopt and give back', () => {
  it('is the same byte for byte afterwards, whoever goes first', () => {
    fc.assert(
      fc.property(policy, fc.boolean(), (before, isFirstOut) => {
        const clusters = ['home', 'office'];
        const adopted = clusters.reduce(
          (text, cluster) => roleTrustPolicyText({ cluster }, role, anchorArn, text),
          before,
        );
        expect(JSON.parse(adopted)).toMatchObject({ Version: '2012-10-17' });
        const after = (isFirstOut ? clusters : [...clusters].reverse()).reduce<string | undefined>(
          (text, cluster) => withoutTrustStatement(text ?? '', statementId(cluster, role)),
          adopted,
        );
        expect(after).toBe(before);
      }),
    );
  });
});
