import { describe, expect, it } from 'vitest';
import { refreshDelay } from '../../../../src/core/session/refresh-delay.ts';
import { retryDelay } from '../../../../src/core/session/retry-delay.ts';
import { seeded } from '../../../fixtures/seeded.ts';

const minute = 60_000;

describe('the refresh of a session', () => {
  it.each([0, 0.5, 0.999])(
    'leaves more than 20 minutes of an hour with the jitter %d',
    (random) => {
      expect(60 * minute - refreshDelay(60 * minute, random)).toBeGreaterThan(20 * minute);
    },
  );

  it.each([15, 16, 20, 25, 30, 45])(
    'leaves more than ten of %d minutes: so long botocore may keep what instance metadata gave',
    (minutes) => {
      for (const random of [0, 0.5, 1]) {
        const delay = refreshDelay(minutes * minute - 1000, random);
        expect(minutes * minute - delay).toBeGreaterThan(10 * minute);
        expect(delay).toBeGreaterThan(3 * minute);
      }
    },
  );

  it('follows the lifetime, however short', () => {
    expect(refreshDelay(5000, 0)).toBe(2500);
    expect(refreshDelay(5000, 1)).toBe(3000);
  });

  it('is never so soon that a session that is already over makes a storm', () => {
    expect(refreshDelay(-1000, 0)).toBe(250);
  });
});

describe('a retry soon', () => {
  const soon = (failures: number, validMilliseconds = 0, random = 1): number =>
    retryDelay({ failure: { retry: 'soon' }, failures, validMilliseconds }, random);

  it('waits longer each time, up to 20 seconds while there is nothing to serve', () => {
    expect([1, 2, 3, 4, 20].map((failures) => soon(failures))).toEqual([
      500, 1000, 2000, 4000, 20_000,
    ]);
  });

  it('has full jitter', () => {
    expect(soon(20, 0, 0)).toBe(0);
    expect(soon(20, 0, 0.25)).toBe(5000);
  });

  it('waits up to a minute while a session is held, and never more than a quarter of its rest', () => {
    expect(soon(20, 30 * minute)).toBe(minute);
    expect(soon(20, 20_000)).toBe(5000);
  });

  it('does not become a storm when the session ends', () => {
    expect(soon(20, 1)).toBe(500);
  });

  it('waits what the service asks for, and its jitter on top', () => {
    const failure = { retry: 'soon', retryAfterMilliseconds: 7000 } as const;
    expect(retryDelay({ failure, failures: 1, validMilliseconds: 0 }, 0.5)).toBe(7250);
  });
});

describe('a retry after a refusal', () => {
  it('comes after seconds first, since new roles need some, and after five minutes at last', () => {
    const slowly = (failures: number, random: number): number =>
      retryDelay({ failure: { retry: 'slowly' }, failures, validMilliseconds: 0 }, random);
    expect(slowly(1, 1)).toBe(5000);
    expect(slowly(1, 0)).toBe(2500);
    expect(slowly(30, 1)).toBe(5 * minute);
  });

  it('does not come by itself where the certificate cannot be used', () => {
    const situation = { failure: { retry: 'when-changed' }, failures: 1, validMilliseconds: 0 };
    expect(retryDelay(situation as Parameters<typeof retryDelay>[0], 1)).toBe(Infinity);
  });
});

describe('200 agents that start at once', () => {
  it.each([1, 2, 3, 4, 5])('all have a session in a minute at 10 a second (seed %d)', (seed) => {
    expect(lastSessionAt({ agents: 200, quotaPerSecond: 10, random: seeded(seed) })).toBeLessThan(
      minute,
    );
  });
});

/** Plays agents against a token bucket; gives the moment of the last success, in milliseconds. */
function lastSessionAt(game: {
  readonly agents: number;
  readonly quotaPerSecond: number;
  readonly random: () => number;
}): number {
  const waiting = Array.from({ length: game.agents }, () => ({ at: 0, failures: 0 }));
  let tokens = game.quotaPerSecond;
  let now = 0;
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.at - b.at);
    const [agent] = waiting;
    if (agent === undefined) break;
    tokens = Math.min(
      game.quotaPerSecond,
      tokens + ((agent.at - now) / 1000) * game.quotaPerSecond,
    );
    now = agent.at;
    if (tokens >= 1) {
      tokens -= 1;
      waiting.shift();
    } else {
      agent.failures += 1;
      const { failures } = agent;
      const situation = { failure: { retry: 'soon' }, failures, validMilliseconds: 0 } as const;
      agent.at = now + retryDelay(situation, game.random());
    }
  }
  return now;
}
