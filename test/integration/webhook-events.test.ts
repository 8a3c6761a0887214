import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { asked, pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Event {
  readonly involvedObject: { readonly kind: string; readonly name: string; readonly uid: string };
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly source: { readonly component: string };
}

let server: ApiServer;
let webhook: TestWebhook;
const started: TestWebhook[] = [];

beforeEach(async () => {
  server = await startApiServer();
  webhook = await start();
});

afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
  await server.stop();
});

async function start(): Promise<TestWebhook> {
  const kubernetes = await findClusterAccess({ KUBECONFIG: server.kubeconfig });
  const replica = await startTestWebhook({ kubernetes });
  started.push(replica);
  return replica;
}

const events = (): Event[] => server.list('Event') as unknown as Event[];
const result = async (name: string): Promise<number> =>
  (await webhook.metric(`iamra_webhook_events_total{result="${name}"}`)) ?? 0;

function owner(kind: string, name: string, controller = true): object {
  const apiVersion = kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  return { apiVersion, kind, name, uid: `uid-of-${name}`, controller };
}

function put(kind: string, name: string, owners: readonly object[] = []): void {
  const { apiVersion } = owner(kind, name) as { apiVersion: string };
  const metadata = { name, namespace: 'team-a', uid: `uid-of-${name}`, ownerReferences: owners };
  server.put({ apiVersion, kind, metadata });
}

const misspelt = asked({ 'iamra.dev/rol-arn': 'x' });

async function refuse(ownedBy: object, request: object = {}, by = webhook): Promise<void> {
  const made = pod(misspelt) as { metadata: object };
  const object = { ...made, metadata: { ...made.metadata, ownerReferences: [ownedBy] } };
  const { status } = await by.post(admissionReview(object, { ...request }));
  expect(status).toBe(200);
}

describe('the Events of a webhook', () => {
  it.each([
    ['ReplicaSet', 'Deployment'],
    ['Job', 'CronJob'],
  ])('tell the owner of a %s, the %s, why its pod was refused', async (kind, ownerKind) => {
    put(kind, 'web-1', [owner(ownerKind, 'web')]);
    await refuse(owner(kind, 'web-1'));
    const [event] = await pollUntil(() => (events().length > 0 ? events() : undefined));
    expect(event).toMatchObject({
      involvedObject: { kind: ownerKind, name: 'web', uid: 'uid-of-web', namespace: 'team-a' },
      type: 'Warning',
      reason: 'IAMRA301',
      message: expect.stringMatching(/^IAMRA301 .*rol-arn/) as string,
      count: 1,
      source: { component: 'iamra-injector-webhook' },
    });
    await pollUntil(async () => ((await result('recorded')) === 1 ? true : undefined));
  });

  it.each([
    ['whose Deployment nobody knows', () => undefined],
    [
      'that has no owner',
      () => {
        put('ReplicaSet', 'web-1');
      },
    ],
    [
      'that may not be read',
      () =>
        server.intercept(({ path }) =>
          path.includes('/replicasets/') ? { status: 403, body: '{}' } : undefined,
        ),
    ],
    [
      'of the name of one that was deleted',
      () => {
        const metadata = {
          name: 'web-1',
          namespace: 'team-a',
          ownerReferences: [owner('Deployment', 'x')],
        };
        server.put({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata });
      },
    ],
  ])('tell a ReplicaSet %s itself', async (_which, prepare) => {
    prepare();
    await refuse(owner('ReplicaSet', 'web-1'));
    const [event] = await pollUntil(() => (events().length > 0 ? events() : undefined));
    expect(event?.involvedObject).toMatchObject({ kind: 'ReplicaSet', name: 'web-1' });
  });

  it('tell any other controller without a look at it', async () => {
    await refuse(owner('StatefulSet', 'db'));
    const [event] = await pollUntil(() => (events().length > 0 ? events() : undefined));
    expect(event?.involvedObject).toMatchObject({ kind: 'StatefulSet', name: 'db' });
    expect(server.calls.some(({ path }) => path.includes('statefulsets'))).toBe(false);
  });

  it('are one for a hundred refusals with the same code, and count them', async () => {
    for (let time = 0; time < 100; time += 1) await refuse(owner('StatefulSet', 'db'));
    await webhook.stop();
    started.splice(0);
    expect(events().map(({ count }) => count)).toEqual([100]);
  });

  it('are one, too, for the replicas of the webhook, and for each rollout of a Deployment', async () => {
    const other = await start();
    put('ReplicaSet', 'web-1', [owner('Deployment', 'web')]);
    put('ReplicaSet', 'web-2', [owner('Deployment', 'web')]);
    await refuse(owner('ReplicaSet', 'web-1'));
    await refuse(owner('ReplicaSet', 'web-1'), {}, other);
    await refuse(owner('ReplicaSet', 'web-2'), {}, other);
    await pollUntil(() => (events()[0]?.count === 3 ? true : undefined));
    expect(events()).toHaveLength(1);
  });

  it('are never of a dry run', async () => {
    await refuse(owner('StatefulSet', 'dry'), { dryRun: true });
    await refuse(owner('StatefulSet', 'wet'));
    await webhook.stop();
    started.splice(0);
    expect(events().map(({ involvedObject }) => involvedObject.name)).toEqual(['wet']);
  });

  it('are counted and logged where the API server does not take them', async () => {
    server.intercept(({ method, path }) =>
      method === 'POST' && path.endsWith('/events')
        ? { status: 403, body: { message: 'events is forbidden' } }
        : undefined,
    );
    await refuse(owner('StatefulSet', 'db'));
    await pollUntil(async () => ((await result('failed')) === 1 ? true : undefined));
    expect(webhook.log).toContainEqual(
      expect.objectContaining({ level: 'warn', problem: 'events is forbidden' }),
    );
  });

  it('are dropped and counted where there are more than it keeps', async () => {
    server.intercept(({ path }) =>
      path.endsWith('/events') ? new Promise(() => undefined) : undefined,
    );
    const lanes = Array.from({ length: 10 }, async (_, lane) => {
      for (let index = 0; index < 102; index += 1) {
        await refuse(owner('StatefulSet', `db-${lane}-${index}`));
      }
    });
    await Promise.all(lanes);
    const dropped = await result('dropped');
    expect(dropped).toBeLessThanOrEqual(20);
    // One of 1020 may be on its way, and calls may have come to their limit: each leaves room for another.
    expect(dropped + (await result('failed'))).toBeGreaterThanOrEqual(19);
    expect(await result('recorded')).toBe(0);
  });
});
