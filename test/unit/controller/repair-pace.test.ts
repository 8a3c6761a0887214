import { describe, expect, it } from 'vitest';
import { RepairPace } from '../../../webhook/controller/repair-pace.ts';

describe('the pace of repairs', () => {
  it('doubles with each repair, up to five minutes, and is of one certificate each', () => {
    const clock = { now: 0 };
    const pace = new RepairPace(() => clock.now);
    const pauses = Array.from({ length: 11 }, () => {
      const wait = pace.wait('team-a/iamra-web', ['spec.uris']);
      clock.now += wait;
      pace.note('team-a/iamra-web');
      return wait / 1000;
    });
    expect(pauses).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
    expect(pace.wait('team-a/iamra-other', ['spec.uris'])).toBe(0);
  });

  it('begins anew after ten quiet minutes, and once the certificate is gone', () => {
    const clock = { now: 0 };
    const pace = new RepairPace(() => clock.now);
    for (let repair = 0; repair < 5; repair++) pace.note('key');
    expect(pace.wait('key', ['spec.uris'])).toBe(16_000);
    clock.now += 10 * 60_000;
    pace.note('key');
    expect(pace.wait('key', ['spec.uris'])).toBe(1000);
    pace.forget('key');
    expect(pace.wait('key', ['spec.uris'])).toBe(0);
  });
  it('waits an hour for fields that were overruled, and no longer than usual for others', () => {
    const clock = { now: 0 };
    const pace = new RepairPace(() => clock.now);
    pace.note('key', ['spec.keystores']);
    expect(pace.wait('key', ['spec.keystores'])).toBe(3_600_000);
    expect(pace.wait('key', ['spec.uris', 'spec.keystores'])).toBe(1000);
    clock.now += 3_600_000;
    expect(pace.wait('key', ['spec.keystores'])).toBe(0);
    pace.note('key');
    expect(pace.wait('key', ['spec.keystores'])).toBe(1000);
  });

  it('keeps nothing of certificates that need no repair any more', () => {
    const clock = { now: 0 };
    const pace = new RepairPace(() => clock.now);
    for (let certificate = 0; certificate < 100; certificate++) pace.note(`gone-${certificate}`);
    pace.note('fought-for');
    clock.now += 3_600_000;
    pace.note('fought-for');
    clock.now += 1;
    pace.note('other');
    expect(pace.size).toBe(2);
    pace.forget('other');
    expect(pace.size).toBe(1);
  });
});
