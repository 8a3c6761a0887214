import { describe, expect, it } from 'vitest';
import { EventQueue, type EventResult } from '../../../../webhook/server/events/event-queue.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

interface Sent {
  readonly event: string;
  readonly times: number;
}

function stage({ most, fail = [] }: { most?: number; fail?: readonly string[] } = {}) {
  const clock = new ManualClock(new Date('2026-11-21T00:00:00Z'));
  const sent: Sent[] = [];
  const results: EventResult[] = [];
  const errors: unknown[] = [];
  const queue = new EventQueue<string>({
    clock,
    ...(most === undefined ? {} : { most }),
    send: async (event, times) => {
      if (fail.includes(event)) throw new Error(`no ${event}`);
      sent.push({ event, times });
      await Promise.resolve();
    },
    onResult: (result) => results.push(result),
    onError: (error) => errors.push(error),
  });
  return { clock, sent, results, errors, queue };
}

describe('a queue of events', () => {
  it('sends nothing while the caller goes on', () => {
    const { sent, queue } = stage();
    queue.add('web', 'refused');
    expect(sent).toEqual([]);
  });

  it('sends one for all of a key that gathered, with the last words', async () => {
    const { clock, sent, queue, results } = stage();
    for (const words of ['first', 'second', 'third']) queue.add('web', words);
    await clock.advance(200);
    expect(sent).toEqual([{ event: 'third', times: 3 }]);
    expect(results).toEqual(['recorded']);
  });

  it('sends five a second, each key in its turn', async () => {
    const { clock, sent, queue } = stage();
    for (let key = 0; key < 20; key += 1) queue.add(`key ${key}`, `${key}`);
    await clock.advance(1000);
    expect(sent.map(({ event }) => event)).toEqual(['0', '1', '2', '3', '4']);
    await clock.advance(3000);
    expect(sent).toHaveLength(20);
  });

  it('sends what comes for the same key no more than once a minute', async () => {
    const { clock, sent, queue } = stage();
    queue.add('web', 'a');
    await clock.advance(200);
    for (let times = 0; times < 100; times += 1) queue.add('web', 'b');
    await clock.advance(59_000);
    expect(sent).toHaveLength(1);
    await clock.advance(2000);
    expect(sent.at(-1)).toEqual({ event: 'b', times: 100 });
  });

  it('forgets what has rested, and needs no timer then', async () => {
    const { clock, sent, queue } = stage({ most: 1 });
    queue.add('web', 'a');
    await clock.advance(120_000);
    queue.add('api', 'b');
    await clock.advance(200);
    expect(sent.map(({ event }) => event)).toEqual(['a', 'b']);
  });

  it('drops what it has no room for, and counts it', () => {
    const { queue, results } = stage({ most: 3 });
    for (let key = 0; key < 10; key += 1) queue.add(`key ${key}`, 'x');
    expect(results).toEqual(Array.from({ length: 7 }, () => 'dropped'));
  });

  it('gives the room of a key that rests to a new one', async () => {
    const { clock, sent, queue, results } = stage({ most: 1 });
    queue.add('web', 'a');
    await clock.advance(200);
    queue.add('api', 'b');
    await clock.advance(200);
    expect(sent.map(({ event }) => event)).toEqual(['a', 'b']);
    expect(results).toEqual(['recorded', 'recorded']);
  });

  it('counts what cannot be sent, says why, and goes on with the others', async () => {
    const { clock, sent, queue, results, errors } = stage({ fail: ['a'] });
    queue.add('web', 'a');
    queue.add('api', 'b');
    await clock.advance(400);
    expect(results).toEqual(['failed', 'recorded']);
    expect(errors).toEqual([new Error('no a')]);
    expect(sent).toEqual([{ event: 'b', times: 1 }]);
  });

  it('sends what waits when it stops, and takes no more', async () => {
    const { sent, queue, results } = stage();
    queue.add('web', 'a');
    queue.add('api', 'b');
    await queue.stop(1000);
    expect(sent.map(({ event }) => event)).toEqual(['a', 'b']);
    queue.add('web', 'c');
    expect(results).toEqual(['recorded', 'recorded', 'dropped']);
  });

  it('waits for an answer no longer than it may when it stops, and counts what is left', async () => {
    const clock = new ManualClock(new Date());
    const results: EventResult[] = [];
    const begun = Promise.withResolvers<undefined>();
    const queue = new EventQueue<string>({
      clock,
      send: (_event, _times, signal) =>
        new Promise((_resolve, reject) => {
          begun.resolve(undefined);
          signal.addEventListener('abort', () => {
            reject(new Error('too long'));
          });
        }),
      onResult: (result) => results.push(result),
      onError: () => undefined,
    });
    for (const key of ['a', 'b', 'c']) queue.add(key, key);
    const stopped = queue.stop(2000);
    await begun.promise;
    await clock.advance(2000);
    await stopped;
    expect(results).toEqual(['failed', 'dropped', 'dropped']);
  });
});
