import { describe, expect, it } from 'vitest';
import type { Call } from '../../soak/support/client.ts';
import { judge, type Trial } from '../../soak/support/verdict.ts';

const error = 'ExpiredToken: The security token included in the request is expired';

function call(start: number, end: number, failure: string | null = null): Call {
  return {
    start,
    end,
    key: failure === null ? `ASIA${Math.floor(start / 60)}` : null,
    error: failure,
  };
}

function trial(change: Partial<Trial>): Trial {
  const calls = [call(10, 20), call(70, 80), call(130, 140)];
  return { pod: 'boto3', calls, windows: [], to: 180, sessionMilliseconds: 60, ...change };
}

describe('the verdict on the calls of a pod', () => {
  it('counts calls and the sessions that they were made with', () => {
    expect(judge(trial({}))).toMatchObject({
      calls: 3,
      keys: 3,
      failedInWindows: 0,
      failedOutside: [],
    });
  });

  it('excuses a failure that meets a window by a moment', () => {
    const calls = [call(10, 20), call(20, 30, error), call(60, 70, error)];
    const windows = [{ from: 30, to: 60 }];
    expect(judge(trial({ calls, windows }))).toMatchObject({
      failedInWindows: 2,
      failedOutside: [],
    });
  });

  it.each([
    { where: 'before a window', start: 10, end: 29 },
    { where: 'after a window', start: 61, end: 70 },
  ])('accuses a failure $where', ({ start, end }) => {
    const windows = [{ from: 30, to: 60 }];
    const failed = call(start, end, error);
    expect(judge(trial({ calls: [failed], windows })).failedOutside).toEqual([failed]);
  });

  it('accuses a failure in the window of another pod', () => {
    const windows = [{ from: 0, to: 180, pod: 'Go v2' as const }];
    const calls = [call(10, 20, error)];
    expect(judge(trial({ calls, windows })).failedOutside).toHaveLength(1);
  });

  it('wants as many sessions as the time outside of windows must have had', () => {
    expect(judge(trial({})).leastKeys).toBe(3);
    expect(judge(trial({ windows: [{ from: 10, to: 61 }] })).leastKeys).toBe(2);
  });

  it('takes no call at all for a gap without an end', () => {
    expect(judge(trial({ calls: [] })).longestGapMilliseconds).toBe(Infinity);
  });

  it('finds the longest time without a call, after the last one too', () => {
    expect(judge(trial({})).longestGapMilliseconds).toBe(60);
    expect(judge(trial({ to: 300 })).longestGapMilliseconds).toBe(170);
    expect(
      judge(trial({ to: 300, windows: [{ from: 200, to: 210 }] })).longestGapMilliseconds,
    ).toBe(60);
  });
});
