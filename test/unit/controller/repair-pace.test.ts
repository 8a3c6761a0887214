import { describe, expect, it } from 'vitest';
import { RepairPace } from '../../../webhook/controller/repair-pace.ts';

describe('the pace of repairs', () => {
  it('doubles with each repair, up to five minutes, and is of one certificate each', () => {
    const clock = { now: 0 };
    const pace = new RepairPace(() => clock.now);
    const pauses = Array.from({ length: 11 }, () => {
      const wait = pace.wait('team-a/iamra-web');
      clock.now += wait;
      pace.note('team-a/iamra-web');
      return wait / 1000;
    });
    expect(pauses).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
    expect(pace.wait('team-a/iamra-other')).toBe(0);
  });

  it('begins anew after ten quiet minutes, and once the certificate is gone', () => {
    const clock = { now: 0 };
    const pace = new RepairPace(() => clock.now);
    for (let repair = 0; repair < 5; repair++) pace.note('key');
    expect(pace.wait('key')).toBe(16_000);
    clock.now += 10 * 60_000;
    pace.note('key');
    expect(pace.wait('key')).toBe(1000);
    pace.forget('key');
    expect(pace.wait('key')).toBe(0);
  });
});
