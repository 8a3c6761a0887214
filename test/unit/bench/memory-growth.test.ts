import { expect, it } from 'vitest';
import { memoryGrowth } from '../../bench/support/memory-growth.ts';

it('what is shared is counted once: a further process adds what it has for itself', () => {
  // 40 shared by all, and 10 of each process for itself.
  const before = [30, 30];
  const after = [20, 20, 20, 20];
  expect(memoryGrowth(before, after)).toEqual({ median: 20, largest: 20, total: 80, each: 10 });
});

it('the largest one is shown beside the usual one', () => {
  expect(memoryGrowth([10], [10, 12, 26])).toMatchObject({ median: 12, largest: 26, each: 19 });
});
