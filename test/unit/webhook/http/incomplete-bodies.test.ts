import { describe, expect, it } from 'vitest';
import {
  IncompleteBodies,
  type IncompleteBody,
} from '../../../../webhook/server/http/incomplete-bodies.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

const kibibyte = 1024;

interface TestBody extends IncompleteBody {
  length: number;
  readonly dropped: string[];
}

function stage(mostMilliseconds = 10_000) {
  const clock = new ManualClock(new Date('2026-11-21T00:00:00Z'));
  const bodies = new IncompleteBodies(mostMilliseconds, clock);
  const begin = (length = 0): TestBody => {
    const dropped: string[] = [];
    const body = {
      length,
      dropped,
      drop: (reason: string) => {
        dropped.push(reason);
        bodies.remove(body);
      },
    };
    bodies.add(body);
    return body;
  };
  return { clock, bodies, begin };
}

describe('bodies on their way', () => {
  it('have three seconds, whatever comes of them', async () => {
    const { clock, begin } = stage();
    const body = begin(1);
    await clock.advance(2900);
    expect(body.dropped).toEqual([]);
    await clock.advance(700);
    expect(body.dropped).toEqual(['too-slow']);
  });

  it('have their time also where others were waiting when they began', async () => {
    const { clock, begin } = stage(200);
    begin();
    await clock.advance(240);
    const body = begin();
    await clock.advance(20);
    expect(body.dropped).toEqual([]);
  });

  it('have more time the more comes', async () => {
    const { clock, begin } = stage();
    const body = begin();
    for (let second = 0; second < 9; second += 1) {
      body.length += 70 * kibibyte;
      await clock.advance(1000);
    }
    expect(body.dropped).toEqual([]);
  });

  it('have an end to their time, however much comes', async () => {
    const { clock, begin } = stage();
    const body = begin(3 * kibibyte * kibibyte);
    await clock.advance(10_500);
    expect(body.dropped).toEqual(['too-slow']);
  });

  it('are each judged from its own beginning', async () => {
    const { clock, begin } = stage();
    const [first, gone] = [begin(), begin()];
    gone.drop('too-many');
    await clock.advance(2000);
    const second = begin();
    await clock.advance(2000);
    expect([first.dropped, second.dropped]).toEqual([['too-slow'], []]);
    await clock.advance(2000);
    expect(second.dropped).toEqual(['too-slow']);
  });

  it('that began first and take up memory are the first to give way', () => {
    const { bodies, begin } = stage();
    begin(0);
    const second = begin(1);
    begin(1);
    expect(bodies.oldest).toBe(second);
  });

  it('are none once all are gone', () => {
    const { bodies, begin } = stage();
    bodies.remove(begin(1));
    expect(bodies.oldest).toBeUndefined();
  });
});
