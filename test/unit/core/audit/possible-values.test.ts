import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  possibleValues,
  type TextLimits,
  type TextMatcher,
} from '../../../../src/core/audit/possible-values.ts';
import { matches } from '../../../../src/core/iam/matching/matches.ts';
import { wildcards } from '../../../../src/core/iam/matching/pattern.ts';

const limits: TextLimits = { alphabet: /^[a-z0-9]$/i, minimumLength: 1, maximumLength: 20 };

function matcher(text: string, change: Partial<TextMatcher> = {}): TextMatcher {
  return { pattern: wildcards(text), ignoreCase: false, prefix: '', ...change };
}

function answers(patterns: readonly string[], text: string): string {
  return patterns.map((pattern) => matches(wildcards(pattern), text)).join();
}

describe('possibleValues', () => {
  test('gives a text for what matches, and one for what does not', () => {
    const { values, complete } = possibleValues([matcher('web')], limits);
    expect(complete).toBe(true);
    expect(values).toContain('web');
    expect(values).toHaveLength(2);
  });

  test('finds what two patterns have in common', () => {
    const { values } = possibleValues([matcher('a*b'), matcher('*cc*'), matcher('acc*')], limits);
    expect(values).toContain('accb');
  });

  test('finds what one pattern has and the other excludes', () => {
    const { values } = possibleValues([matcher('team*'), matcher('team?')], limits);
    expect(values).toContain('team');
  });

  test('keeps to the length and the alphabet', () => {
    const { values } = possibleValues([matcher('a-*'), matcher('x'.repeat(21))], {
      ...limits,
      minimumLength: 2,
    });
    expect(values.every((value) => /^[a-z0-9]{2,20}$/i.test(value))).toBe(true);
  });

  test('knows both cases of a letter where one pattern ignores them', () => {
    const { values } = possibleValues(
      [matcher('web'), matcher('WEB', { ignoreCase: true })],
      limits,
    );
    expect(values.some((value) => value !== 'web' && value.toLowerCase() === 'web')).toBe(true);
  });

  test('matches what stands before the text as well', () => {
    const { values } = possibleValues([matcher('CN=web', { prefix: 'CN=' })], limits);
    expect(values).toContain('web');
  });

  test('says so where it gave up', () => {
    const many = Array.from({ length: 9 }, (_, index) => matcher(`*${index}a${index}b${index}*`));
    expect(possibleValues(many, limits).complete).toBe(false);
  });

  test('leaves no way out by which any text could answer', () => {
    const pattern = fc.string({
      unit: fc.constantFrom('a', 'b', '*', '?'),
      minLength: 1,
      maxLength: 5,
    });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 3 }), text, (patterns, any) => {
        const { values } = possibleValues(
          patterns.map((each) => matcher(each)),
          limits,
        );
        expect(values.map((value) => answers(patterns, value))).toContain(answers(patterns, any));
      }),
    );
  });
});
