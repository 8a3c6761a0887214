import { describe, expect, it } from 'vitest';
import { compareValues } from '../../../../../src/core/plan/install/compare-values.ts';

describe('the comparison of values', () => {
  it('names what is new and what differs, and nothing else', () => {
    const before = { region: 'a', issuer: { ca: 'x', name: 'kept' }, other: true };
    const wanted = { region: 'b', issuer: { ca: 'x' }, list: [1, 2], fresh: { deep: false } };
    expect(compareValues(before, wanted)).toEqual([
      'region: a → b',
      'list: [1,2]',
      'fresh.deep: false',
    ]);
  });

  it('tells of a text by its length', () => {
    const before = { file: 'x\n' };
    expect(compareValues(before, { file: 'y\nz\n', long: 'y'.repeat(161) })).toEqual([
      'file: another text of 4 characters',
      'long: a text of 161 characters',
    ]);
  });

  it('finds nothing where all is the same', () => {
    expect(compareValues({ a: { b: [1] }, c: null }, { a: { b: [1] }, c: null })).toEqual([]);
  });
});
