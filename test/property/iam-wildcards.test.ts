import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matches } from '../../src/core/iam/matching/matches.ts';
import { literal, wildcards } from '../../src/core/iam/matching/pattern.ts';

const narrow = fc.string({ unit: fc.constantFrom('a', 'b', ':', '.', '😀'), maxLength: 12 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '.', '*', '?'), maxLength: 8 });

/** The same by a regular expression, which backtracks but is plainly right. */
function matchesNaively(text: string, wanted: string): boolean {
  const source = Array.from(wanted, (character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : character.replace(/[.:]/, '[$&]');
  });
  return new RegExp(`^${source.join('')}$`, 'su').test(text);
}

describe('wildcards', () => {
  test('match as a regular expression of the same meaning does', () => {
    fc.assert(
      fc.property(pattern, narrow, (wanted, text) => {
        expect(matches(wildcards(wanted), text)).toBe(matchesNaively(text, wanted));
      }),
      { numRuns: 5000 },
    );
  });

  test('match every text that is made from the pattern', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (parts) => {
        const wanted = parts.flatMap(([text]) => [...literal(text), ...wildcards('*')]);
        expect(matches(wanted, parts.flat().join(''))).toBe(true);
      }),
    );
  });

  test('are none in what is taken literally', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (wanted, text) => {
          expect(matches(literal(wanted), text)).toBe(wanted === text);
        },
      ),
    );
  });
});
