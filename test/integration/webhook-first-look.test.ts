import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import type { WebhookConfig } from '../../webhook/server/webhook-config.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

let server: ApiServer;
let webhook: TestWebhook;
const never = new Promise<undefined>(() => undefined);

async function start(config: Partial<WebhookConfig> = {}): Promise<void> {
  const kubernetes = await findClusterAccess({ KUBECONFIG: server.kubeconfig });
  webhook = await startTestWebhook({ kubernetes, usesRules: true, ...config });
}

/** Keeps lists of a resource back; gives what lets them go. */
function holdBack(name: string): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.intercept(({ path }) => (path.endsWith(`/${name}`) ? promise : undefined));
  return () => {
    resolve(undefined);
  };
}

const untilReady = (): Promise<true> =>
  pollUntil(async () => ((await webhook.health('/readyz')).status === 200 ? true : undefined));

beforeEach(async () => {
  server = await startApiServer();
});

afterEach(async () => {
  await webhook.stop();
  await server.stop();
});

describe('a webhook that has just started', () => {
  it.each([
    ['injectionrules', 'injection rules'],
    ['clusterinjectionrules', 'injection rules'],
    ['namespaces', 'namespaces'],
  ])('is not ready before it has listed %s', async (resource, name) => {
    const letGo = holdBack(resource);
    await start();
    expect((await webhook.health('/readyz')).status).toBe(503);
    await pollUntil(async () => {
      const { text } = await webhook.health('/readyz');
      return text === `not known yet: ${name}\n` ? true : undefined;
    });
    letGo();
    await untilReady();
  });

  it('is ready without the definitions of rules', async () => {
    server.unserve('iamra.dev');
    await start();
    await untilReady();
  });

  it('waits for no rules where they are off', async () => {
    holdBack('injectionrules');
    await start({ usesRules: false });
    await untilReady();
  });

  it('is ready in the end without an API server, gives credentials, and lets rules wait no more', async () => {
    server.intercept(() => never);
    await start({ firstLookMilliseconds: 50 });
    await untilReady();
    expect(webhook.log).toContainEqual(
      expect.objectContaining({ level: 'warn', missing: ['namespaces', 'injection rules'] }),
    );
    const byRules = { path: '/mutate/rules?timeout=30s' };
    const { text } = await webhook.post(admissionReview(pod()), byRules);
    expect(text).toContain('IAMRA362');
    const credentials = { path: '/mutate/credentials?timeout=100ms' };
    expect((await webhook.post(admissionReview(pod()), credentials)).text).toContain('"patch":"');
  }, 10_000);

  it('stays ready when the API server goes away', async () => {
    await start();
    await untilReady();
    server.intercept(() => ({ status: 503, body: 'gone' }));
    server.watches.breakOff();
    await pollUntil(() =>
      webhook.log.some(({ message }) => message.startsWith('lost sight')) ? true : undefined,
    );
    expect((await webhook.health('/readyz')).status).toBe(200);
  });
});
