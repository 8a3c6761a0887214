import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../../src/core/line-diff.ts';

describe('a line diff', () => {
  it('marks what came and went and leaves far context out', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', ''].join('\n');
    const after = ['a', 'b', 'c', 'd', 'X', 'f', ''].join('\n');
    expect(lineDiff(before, after, 1)).toBe(['  d', '- e', '+ X', '  f'].join('\n'));
  });
});
