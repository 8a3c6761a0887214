import { afterEach, beforeEach, expect, it } from 'vitest';
import { notice } from '../../src/core/injection/notice.ts';
import { EventRecorder } from '../../webhook/controller/event-recorder.ts';
import type { KubeClient } from '../../webhook/kube/kube-client.ts';
import { createLogger } from '../../webhook/observe/logger.ts';
import type { ApiServer } from '../fixtures/api-server.ts';
import { type ServedClient, startServedClient } from '../fixtures/served-client.ts';

const account = { namespace: 'team-a', name: 'web' };
const { signal } = new AbortController();
let served: ServedClient;
let server: ApiServer;
let client: KubeClient;

beforeEach(async () => {
  served = await startServedClient();
  ({ server, client } = served);
});

afterEach(() => served.stop());

it('an Event that the API server refused is sent the next time, and one that it took is not', async () => {
  const log: string[] = [];
  const events = new EventRecorder(
    client,
    createLogger((line) => log.push(line)),
  );
  const problem = notice('IAMRA122', 'Certificate team-a/iamra-web is not from iamra');
  const resume = server.intercept(({ method }) =>
    method === 'POST' ? { status: 500, body: 'etcd is busy' } : undefined,
  );
  await events.warn(account, problem, signal);
  expect(log.join()).toContain('could not record an event');
  resume();
  await events.warn(account, problem, signal);
  await events.warn(account, problem, signal);
  expect(server.list('Event')).toMatchObject([{ type: 'Warning', reason: 'IAMRA122', count: 1 }]);
});
