import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseReference } from '../../src/actions/aws-side/lock/lease.ts';
import type { LockTiming } from '../../src/actions/aws-side/lock/lock-timing.ts';
import { type LockPlace, withLock } from '../../src/actions/aws-side/with-lock.ts';
import { type Context, createContext } from '../../src/context.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { statusAnswer } from '../fixtures/api-server-answers.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { silentTerminal } from '../fixtures/silent-terminal.ts';

const { name, namespace, apiVersion, kind } = leaseReference('home');
const key = `${namespace}/${name}`;
const caller = 'arn:aws:iam::123456789012:user/jane';
const timing: LockTiming = {
  leaseMilliseconds: 1000,
  loseMilliseconds: 600,
  renewMilliseconds: 100,
};
const foreign = (renewedAt: Date, holderIdentity = 'bob@desk'): object => {
  const time = renewedAt.toISOString().replace('Z', '000Z');
  const spec = { holderIdentity, leaseDurationSeconds: 15, acquireTime: time, renewTime: time };
  return { apiVersion, kind, metadata: { name, namespace }, spec };
};
const longAgo = new Date(Date.now() - 60_000);

let api: ApiServer;
let context: Context;
let notes: string[];
let place: LockPlace;

beforeEach(async () => {
  api = await startApiServer();
  notes = [];
  context = createContext(silentTerminal(notes), new AbortController().signal);
  const { kubeconfig } = api;
  place = { cluster: 'home', caller, kubeconfig, context: undefined, noCluster: false };
});

afterEach(() => api.stop());

const lock = <T>(work: (lost: AbortSignal) => Promise<T>): Promise<T> =>
  withLock(context, place, work, timing);

/** Ends when the lock is lost. */
const untilLost = (lost: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    lost.addEventListener('abort', () => {
      reject(lost.reason as Error);
    });
  });

const specOf = (): Record<string, string> =>
  (api.get('Lease', key) as unknown as { spec: Record<string, string> }).spec;

describe('the lock on the AWS side', () => {
  it('is a Lease that says who works since when, and is gone afterwards', async () => {
    const answer = await lock(() => {
      expect(specOf()['holderIdentity']).toMatch(/^.+@.+ \(process \d+, arn:aws:iam::.*jane\)$/);
      expect(specOf()['acquireTime']).toMatch(/^\d{4}-.*\.\d{6}Z$/);
      return Promise.resolve('done');
    });
    expect(answer).toBe('done');
    expect(api.get('Lease', key)).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it('is given back where the work fails', async () => {
    await expect(lock(() => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(api.get('Lease', key)).toBeUndefined();
  });

  it('is renewed while the work goes on, even if somebody labels the Lease', async () => {
    await lock(async (lost) => {
      const taken = specOf()['renewTime'];
      api.put({ ...api.get('Lease', key), metadata: { name, namespace, labels: { a: 'b' } } });
      await pollUntil(() => specOf()['renewTime'] !== taken || undefined);
      expect(lost.aborted).toBe(false);
    });
    expect(api.get('Lease', key)).toBeUndefined();
  });

  it('tells the second one who works since when, and how to go on', async () => {
    await lock(async () => {
      const second = lock(() => Promise.resolve());
      await expect(second).rejects.toMatchObject({
        code: 'IAMRA285',
        message: expect.stringMatching(/jane\) has been working on .* home since 2.*Z;/) as string,
        fix: expect.stringContaining(`kubectl delete lease -n ${namespace} ${name}`) as string,
      });
    });
  });

  it('goes to one of two who come at the same moment', async () => {
    const arrive = (): Promise<string> =>
      lock(async () => {
        await pollUntil(() => arrived.length > 0 || undefined);
        return 'mine';
      });
    const arrived: string[] = [];
    const both = [arrive(), arrive()].map((one) =>
      one.catch((error: unknown) => {
        arrived.push((error as { code: string }).code);
        return 'refused';
      }),
    );
    expect((await Promise.all(both)).sort()).toEqual(['mine', 'refused']);
    expect(arrived).toEqual(['IAMRA285']);
  });

  it('is taken over from one who died', async () => {
    api.put(foreign(longAgo));
    await lock(() => {
      expect(specOf()['holderIdentity']).toContain('jane');
      return Promise.resolve();
    });
    expect(notes.join()).toContain('The lock of bob@desk was last renewed at');
  });

  it('stays with one whose clock is behind, for it is renewed', async () => {
    api.put(foreign(longAgo));
    const started = lock(() => Promise.resolve());
    await pollUntil(() => notes.length > 0 || undefined);
    api.put(foreign(new Date(longAgo.getTime() + 5000)));
    await expect(started).rejects.toMatchObject({ code: 'IAMRA285' });
  });

  it.each([
    [
      'taken by somebody else',
      'bob@desk has taken it',
      () => {
        api.put(foreign(new Date()));
      },
    ],
    [
      'deleted',
      'somebody has deleted it',
      () => {
        api.remove('Lease', key);
      },
    ],
  ])('is lost where the Lease is %s, and then is left alone', async (_, why, happen) => {
    const work = lock((lost) => {
      happen();
      return untilLost(lost);
    });
    await expect(work).rejects.toMatchObject({
      code: 'IAMRA286',
      message: `The lock on the AWS side of cluster home was lost: ${why}.`,
    });
    expect(api.calls.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  it('is lost where the cluster stops answering', async () => {
    const work = lock((lost) => {
      api.intercept(() => statusAnswer(503, 'ServiceUnavailable', 'etcd has no leader'));
      return untilLost(lost);
    });
    await expect(work).rejects.toMatchObject({
      code: 'IAMRA286',
      message: expect.stringContaining('etcd has no leader') as string,
    });
  });

  it('outlives a cluster that does not answer for a moment', async () => {
    await lock(async (lost) => {
      const taken = specOf()['renewTime'];
      let refused = 0;
      const mend = api.intercept(() => {
        refused += 1;
        return statusAnswer(503, 'ServiceUnavailable', 'busy');
      });
      await pollUntil(() => refused > 0 || undefined);
      mend();
      await pollUntil(() => specOf()['renewTime'] !== taken || undefined);
      expect(lost.aborted).toBe(false);
    });
  });

  it.each([
    [403, 'Forbidden', 'leases.coordination.k8s.io is forbidden: User "jane" cannot get'],
    [500, 'InternalError', 'the server is broken'],
  ])('is done without, and says so, where the cluster answers %s', async (status, reason, text) => {
    api.intercept(({ path }) =>
      path.includes('/leases') ? statusAnswer(status, reason, text) : undefined,
    );
    expect(await lock(() => Promise.resolve('done'))).toBe('done');
    expect(notes).toEqual([
      expect.stringMatching(
        new RegExp(`^Nothing keeps others from working .*${text.slice(0, 20)}`),
      ),
    ]);
  });

  it('is done without, and says so, where no cluster is to be asked', async () => {
    place = { ...place, noCluster: true };
    expect(await lock(() => Promise.resolve('done'))).toBe('done');
    expect(notes.join()).toContain('there is no cluster at hand');
    expect(api.calls).toEqual([]);
  });

  it('lets go of work that waits for it when Ctrl-C comes', async () => {
    const controller = new AbortController();
    context = { ...context, signal: controller.signal };
    api.put(foreign(longAgo));
    const started = lock(() => sleep(0));
    await pollUntil(() => notes.length > 0 || undefined);
    controller.abort();
    await expect(started).rejects.toMatchObject({ name: 'AbortError' });
    expect(specOf()['holderIdentity']).toBe('bob@desk');
  });
});
