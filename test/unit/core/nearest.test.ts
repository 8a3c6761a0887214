import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/nearest.ts';

describe('the nearest word', () => {
  it.each([
    ['role-anr', 'role-arn'],
    ['regon', 'region'],
  ])('for %s is %s', (word, expected) => {
    expect(nearest(word, ['role-arn', 'profile-arn', 'region'])).toBe(expected);
  });

  it('is nothing where all are far', () => {
    expect(nearest('kubernetes', ['role-arn', 'region'])).toBeUndefined();
  });
});
