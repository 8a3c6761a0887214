import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roleTrustPolicy } from '../../src/core/iam/role-trust-policy.ts';
import { locateStatements } from '../../src/core/plan/init/locate-statements.ts';
import { mergeTrustPolicy } from '../../src/core/plan/init/merge-trust-policy.ts';

const trustAnchorArn = 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a1';
const ours = roleTrustPolicy({ trustAnchorArn, identities: ['spiffe://home/ns/default/sa/web'] });
const stale = roleTrustPolicy({ trustAnchorArn, identities: ['spiffe://home/ns/old/sa/old'] });

/** JSON of the same value in another dress: blanks, line ends and escapes that nobody must touch. */
const blank = fc.constantFrom('', ' ', '\n', '\t', '\r\n', '\n    ');

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '"a\\u0041\\/b"',
    '"\\ud83d\\ude00"',
    '"# no comment: here"',
    '"{[,]}"',
    '"- &x *y !z"',
  ),
);

const scalar = fc.oneof(text, fc.constantFrom('true', 'false', 'null', '0', '-1.5e+10'));

const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc
      .tuple(fc.array(tie('value'), { maxLength: 3 }), blank)
      .map(([items, gap]) => list(items, gap)),
    fc
      .tuple(
        fc.uniqueArray(fc.tuple(text, tie('value')), {
          maxLength: 3,
          selector: ([key]) => String(JSON.parse(key)),
        }),
        blank,
      )
      .map(([entries, gap]) => object(entries, gap)),
  ),
})).value;

function list(items: readonly string[], gap: string): string {
  return `[${gap}${items.join(`${gap},${gap}`)}${gap}]`;
}

function object(entries: readonly (readonly [key: string, value: string])[], gap: string): string {
  const members = entries.map(([key, held]) => `${key}${gap}:${gap}${held}`);
  return `{${gap}${members.join(`,${gap}`)}${gap}}`;
}

/** Anybody's: any keys, any Sid but ours. */
const foreign = fc
  .tuple(
    fc.option(fc.constantFrom('"Other"', '"Iamra"', '"\\u0049amraWorkload"'), { nil: undefined }),
    fc.uniqueArray(fc.tuple(text, value), {
      maxLength: 4,
      selector: ([key]) => String(JSON.parse(key)),
    }),
    blank,
  )
  .map(([sid, entries, gap]) => {
    const others = entries.filter(([key]) => JSON.parse(key) !== 'Sid');
    return object(sid === undefined ? others : [['"Sid"', sid], ...others], gap);
  });

interface Policy {
  readonly before: string;
  readonly foreigners: readonly string[];
}

const policy: fc.Arbitrary<Policy> = fc
  .record({
    foreigners: fc.array(foreign, { maxLength: 4 }),
    place: fc.nat(4),
    mine: fc.constantFrom(undefined, ours, stale),
    gap: blank,
    tail: fc.boolean(),
    alone: fc.boolean(),
  })
  .map(({ foreigners, place, mine, gap, tail, alone }) => {
    const statements: string[] = [...foreigners];
    if (mine !== undefined) statements.splice(place, 0, JSON.stringify(mine.Statement[0]));
    const [single = ''] = statements;
    const isSingle = alone && statements.length === 1;
    const entries: [string, string][] = [
      ['"Version"', '"2012-10-17"'],
      ['"Statement"', isSingle ? single : list(statements, gap)],
    ];
    return { before: object(tail ? entries : entries.toReversed(), gap), foreigners };
  });

const statementTexts = (document: string): string[] =>
  locateStatements(document).items.map(({ range }) => document.slice(...range));

const sidOf = (statement: object): unknown => (statement as { Sid?: unknown }).Sid;
const isOurs = (statement: object): boolean => sidOf(statement) === 'IamraWorkloads';
const parsed = (statement: string): object => JSON.parse(statement) as object;

describe('merging our statement into a trust policy', () => {
  test('keeps every statement of others byte for byte, and their order', () => {
    fc.assert(
      fc.property(policy, ({ before, foreigners }) => {
        const after = mergeTrustPolicy(before, ours);
        const others = statementTexts(after).filter((statement) => !isOurs(parsed(statement)));
        expect(others).toEqual(foreigners);
      }),
      { numRuns: 1000 },
    );
  });

  test('changes nothing but our statement', () => {
    fc.assert(
      fc.property(policy, ({ before }) => {
        const after = mergeTrustPolicy(before, ours);
        const shown = JSON.parse(before) as { Statement: object | object[] };
        const others = [shown.Statement].flat().filter((statement) => !isOurs(statement));
        const left = [(JSON.parse(after) as { Statement: object[] }).Statement].flat();
        expect(left.filter((statement) => !isOurs(statement))).toEqual(others);
        expect({ ...(JSON.parse(after) as object), Statement: 0 }).toEqual({
          ...shown,
          Statement: 0,
        });
      }),
    );
  });

  test('ends with our statement there once, and then changes nothing any more', () => {
    fc.assert(
      fc.property(policy, ({ before }) => {
        const after = mergeTrustPolicy(before, ours);
        const mine = statementTexts(after).map(parsed).filter(isOurs);
        expect(mine).toEqual([ours.Statement[0]]);
        expect(mergeTrustPolicy(after, ours)).toBe(after);
      }),
    );
  });
});
