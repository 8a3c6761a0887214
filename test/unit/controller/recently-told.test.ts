import { expect, it } from 'vitest';
import { RecentlyTold } from '../../../webhook/controller/recently-told.ts';

it('knows what was told within the interval, and keeps nothing older', () => {
  const clock = { now: 0 };
  const told = new RecentlyTold(1000, () => clock.now);
  expect(told.has('a')).toBe(false);
  told.note('a');
  told.note('b');
  clock.now = 999;
  expect(told.has('a')).toBe(true);
  told.note('a');
  clock.now = 1000;
  expect([told.has('a'), told.has('b'), told.size]).toEqual([true, false, 1]);
  clock.now = 1999;
  expect([told.has('a'), told.size]).toEqual([false, 0]);
});
