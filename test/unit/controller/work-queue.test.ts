import { describe, expect, it } from 'vitest';
import { type Outcome, WorkQueue } from '../../../webhook/controller/work-queue.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';

interface Job {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly finish: (outcome: Outcome) => void;
  readonly fail: (error: Error) => void;
}

function queueOf(concurrency = 2): { queue: WorkQueue; jobs: Job[]; errors: string[] } {
  const jobs: Job[] = [];
  const errors: string[] = [];
  const queue = new WorkQueue({
    concurrency,
    backoff: { base: 1, longest: 2 },
    onError: (key, error) => errors.push(`${key}: ${String(error)}`),
    process: (key, signal) =>
      new Promise((resolve, reject) => {
        jobs.push({ key, signal, finish: resolve, fail: reject });
      }),
  });
  queue.resume();
  return { queue, jobs, errors };
}

const until = (holds: () => boolean): Promise<true> => pollUntil(() => holds() || undefined);

describe('a work queue', () => {
  it('does a key once more when it comes again while it is worked on, and never twice at a time', async () => {
    const { queue, jobs } = queueOf();
    queue.add('a');
    queue.add('a');
    queue.add('a');
    expect(jobs).toHaveLength(1);
    jobs[0]?.finish('done');
    await until(() => jobs.length === 2);
    jobs[1]?.finish('done');
    await until(() => queue.length === 0);
    expect(jobs).toHaveLength(2);
  });

  it('works on no more keys at a time than it may', async () => {
    const { queue, jobs } = queueOf(2);
    for (const key of ['a', 'b', 'c']) queue.add(key);
    expect(jobs.map(({ key }) => key)).toEqual(['a', 'b']);
    jobs[1]?.finish('done');
    await until(() => jobs.length === 3);
    expect(jobs[2]?.key).toBe('c');
  });

  it('tries again what failed and what asks for it, and looks again after a while', async () => {
    const { queue, jobs, errors } = queueOf();
    queue.add('a');
    jobs[0]?.fail(new Error('no'));
    await until(() => jobs.length === 2);
    jobs[1]?.finish('retry');
    await until(() => jobs.length === 3);
    jobs[2]?.finish({ afterMilliseconds: 1 });
    await until(() => jobs.length === 4);
    expect(errors).toEqual(['a: Error: no']);
  });

  it('forgets everything when it rests, and cuts short what is under way', async () => {
    const { queue, jobs, errors } = queueOf(1);
    queue.add('a');
    queue.add('b');
    const resting = queue.rest();
    queue.add('c');
    expect(jobs[0]?.signal.aborted).toBe(true);
    jobs[0]?.fail(new Error('aborted'));
    await resting;
    expect([jobs.length, queue.length, errors.length]).toEqual([1, 0, 0]);
    queue.resume();
    queue.add('d');
    expect(jobs.at(-1)?.key).toBe('d');
  });

  it('lets what is under way end when it is closed, and begins nothing if the lead comes back meanwhile', async () => {
    const { queue, jobs } = queueOf(1);
    queue.add('a');
    const closing = queue.close();
    expect(jobs[0]?.signal.aborted).toBe(false);
    queue.resume();
    queue.add('b');
    jobs[0]?.finish('retry');
    await closing;
    expect([jobs.length, queue.length]).toEqual([1, 0]);
  });

  it('cuts short what is under way when the lead is lost while it is being closed', async () => {
    const { queue, jobs } = queueOf(1);
    queue.add('a');
    const closing = queue.close();
    const resting = queue.rest();
    expect(jobs[0]?.signal.aborted).toBe(true);
    jobs[0]?.fail(new Error('aborted'));
    await Promise.all([closing, resting]);
  });
});
