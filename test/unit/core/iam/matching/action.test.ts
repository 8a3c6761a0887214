import { describe, expect, test } from 'vitest';
import { matchesAction } from '../../../../../src/core/iam/matching/action.ts';

describe('Action', () => {
  test.each([
    ['sts:AssumeRole', true],
    ['STS:assumerole', true],
    ['sts:Assume*', true],
    ['sts:AssumeRol?', true],
    ['sts:*', true],
    ['*', true],
    ['sts:AssumeRoleWithSAML', false],
    ['sts:TagSession', false],
    ['iam:*', false],
  ])('%s covers sts:AssumeRole: %s', (pattern, expected) => {
    expect(matchesAction({ negated: false, patterns: [pattern] }, 'sts:AssumeRole')).toBe(expected);
    expect(matchesAction({ negated: true, patterns: [pattern] }, 'sts:AssumeRole')).toBe(!expected);
  });
  test('covers an action that is one of several', () => {
    const patterns = ['sts:TagSession', 'sts:AssumeRole'];
    expect(matchesAction({ negated: false, patterns }, 'sts:AssumeRole')).toBe(true);
    expect(matchesAction({ negated: true, patterns }, 'sts:AssumeRole')).toBe(false);
  });
});
