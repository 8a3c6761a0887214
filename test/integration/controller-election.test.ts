import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiServer } from '../fixtures/api-server.ts';
import {
  type ControllerBench,
  hastyTiming,
  injectedPod,
  startControllerBench,
} from '../fixtures/controller-bench.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

let bench: ControllerBench;
let server: ApiServer;

const until = (holds: () => boolean): Promise<true> => pollUntil(() => holds() || undefined);
const certificate = (): ReturnType<ApiServer['get']> =>
  server.get('Certificate', 'team-a/iamra-web');

beforeEach(async () => {
  bench = await startControllerBench();
  ({ server } = bench);
});

afterEach(() => bench.stop());

describe('two identity controllers', () => {
  it('write one at a time, and the second takes over at once when the first stops', async () => {
    const first = await bench.start();
    await until(() => first.isLeader());
    const second = await bench.start();
    server.put(injectedPod('web-1'));
    await pollUntil(certificate);
    expect(second.isLeader()).toBe(false);
    await first.stop();
    await until(() => second.isLeader());
    server.put(injectedPod('other-1', 'other'));
    await pollUntil(() => server.get('Certificate', 'team-a/iamra-other'));
  });

  it('take over from one that vanished without a word', async () => {
    server.put({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'iamra-identity-controller', namespace: 'iamra-system' },
      spec: { holderIdentity: 'gone', leaseDurationSeconds: 1, leaseTransitions: 3 },
    });
    const controller = await bench.start();
    await until(() => controller.isLeader());
    const lease = server.get('Lease', 'iamra-system/iamra-identity-controller');
    expect(lease?.['spec']).toMatchObject({ leaseTransitions: 4 });
  });

  it('make a lease that Kubernetes removes together with their ServiceAccount', async () => {
    const name = 'iamra-identity-controller';
    const metadata = { name, namespace: 'iamra-system' };
    server.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const account = server.get('ServiceAccount', `iamra-system/${name}`);
    const controller = await bench.start({ leaseOwner: name });
    await until(() => controller.isLeader());
    const lease = server.get('Lease', `iamra-system/${name}`);
    expect(lease?.metadata).toMatchObject({
      ownerReferences: [
        { apiVersion: 'v1', kind: 'ServiceAccount', name, uid: account?.metadata.uid },
      ],
    });
  });

  it('make no lease where their ServiceAccount is gone: nobody would remove it', async () => {
    await bench.start({ leaseOwner: 'gone' });
    await until(() => bench.log.some((line) => line.includes('could not renew or take the lease')));
    expect(server.list('Lease')).toEqual([]);
  });

  it('stop to write when the lease cannot be renewed', async () => {
    const controller = await bench.start({}, { timing: hastyTiming });
    await until(() => controller.isLeader());
    const resume = server.intercept(({ path }) =>
      path.includes('/leases/') ? { status: 500, body: '' } : undefined,
    );
    await until(() => !controller.isLeader());
    server.put(injectedPod('web-1'));
    resume();
    await until(() => controller.isLeader());
    await pollUntil(certificate);
  });

  it('release a lease that was theirs without a word: who stops while a claim is under way', async () => {
    const claimed = Promise.withResolvers<undefined>();
    const answered = Promise.withResolvers<undefined>();
    server.intercept(async ({ method, path, body }) => {
      if (method !== 'POST' || !path.endsWith('/leases')) return undefined;
      server.put(body as object);
      claimed.resolve(undefined);
      await answered.promise;
      return { status: 500, body: '' };
    });
    const controller = await bench.start();
    await claimed.promise;
    const stopped = controller.stop();
    answered.resolve(undefined);
    await stopped;
    const lease = server.get('Lease', 'iamra-system/iamra-identity-controller');
    expect(lease?.['spec']).toMatchObject({ holderIdentity: '' });
  });

  it('count the grace of a certificate anew after a lost lead: it may have been needed meanwhile', async () => {
    const clock = new ManualClock(new Date());
    const { log } = bench;
    server.put(injectedPod('web-1'));
    const controller = await bench.start(
      { releaseMilliseconds: 60_000 },
      { clock, timing: hastyTiming },
    );
    const first = await pollUntil(certificate);
    const looks = (): number =>
      server.calls.filter(({ path }) => path.endsWith('/secrets/iamra-web')).length;
    const before = looks();
    server.remove('Pod', 'team-a/web-1');
    await until(() => looks() > before);
    const resume = server.intercept(({ path }) =>
      path.includes('/leases/') ? { status: 500, body: '' } : undefined,
    );
    await until(() => log.some((line) => line.includes('leading no longer')));
    await clock.advance(61_000);
    resume();
    await until(() => controller.isLeader());
    server.put(injectedPod('other-1', 'other'));
    await pollUntil(() => server.get('Certificate', 'team-a/iamra-other'));
    expect(certificate()?.metadata.uid).toBe(first.metadata.uid);
  });
});
