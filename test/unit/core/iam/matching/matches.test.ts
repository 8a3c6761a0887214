import { describe, expect, test } from 'vitest';
import { matches } from '../../../../../src/core/iam/matching/matches.ts';
import { literal, wildcards } from '../../../../../src/core/iam/matching/pattern.ts';

describe('a pattern', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', '😀', true],
    ['a*c', 'abc', true],
    ['a*c', 'abcd', false],
    ['a*b*c', 'a-b-b-c', true],
    ['*a', 'aaaa', true],
    ['*ab*ab', 'abab', true],
    ['*ab*ab', 'aab', false],
    ['a?*', 'a', false],
    ['**', 'x', true],
    ['a.c', 'abc', false],
    ['[a]', '[a]', true],
  ])('%j against %j is %s', (pattern, text, expected) => {
    expect(matches(wildcards(pattern), text)).toBe(expected);
  });

  test('takes what came in literally, wildcards or not', () => {
    expect(matches(literal('a*'), 'abc')).toBe(false);
    expect(matches(literal('a*'), 'a*')).toBe(true);
  });

  test('made to be slow is answered all the same', () => {
    const text = 'a'.repeat(20_000);
    expect(matches(wildcards(`${'*a'.repeat(1000)}b`), text)).toBe(false);
    expect(matches(wildcards(`${'*a?'.repeat(500)}*`), text)).toBe(true);
  });
});
