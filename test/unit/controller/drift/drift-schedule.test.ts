import { describe, expect, it } from 'vitest';
import { firstPause, nextPause } from '../../../../webhook/controller/drift/drift-schedule.ts';

const minute = 60_000;
const pauses = { intervalMilliseconds: 60 * minute, jitterMilliseconds: 10 * minute };

describe('the pauses between looks', () => {
  it('are the interval, and up to the jitter more', () => {
    expect(nextPause(pauses, 0, 0)).toBe(60 * minute);
    expect(nextPause(pauses, 0, 0.5)).toBe(65 * minute);
    expect(nextPause(pauses, 0, 1)).toBe(70 * minute);
  });

  it('are shorter after a failure, and double with each further one', () => {
    expect([1, 2, 3, 9].map((failures) => nextPause(pauses, failures, 0))).toEqual(
      [1, 2, 4, 60].map((minutes) => minutes * minute),
    );
    expect(nextPause(pauses, 1, 1)).toBe(2 * minute);
  });

  it('begin within a minute, spread by the jitter', () => {
    expect(firstPause(pauses, 0)).toBe(0);
    expect(firstPause(pauses, 1)).toBe(minute);
    expect(firstPause({ ...pauses, jitterMilliseconds: 1000 }, 0.5)).toBe(500);
  });
});
