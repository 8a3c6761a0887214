import { describe, expect, it } from 'vitest';
import { Backoff } from '../../../webhook/kube/backoff.ts';

describe('the delay after a failure', () => {
  it('doubles up to the longest, and starts again after a success', () => {
    const backoff = new Backoff({ base: 100, longest: 350 }, () => 1);
    expect([backoff.next(), backoff.next(), backoff.next(), backoff.next()]).toEqual([
      100, 200, 350, 350,
    ]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('is at least half of it, whatever chance says', () => {
    expect(new Backoff({ base: 100, longest: 350 }, () => 0).next()).toBe(50);
  });
});
