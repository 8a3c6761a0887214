import { once } from 'node:events';
import { request } from 'node:https';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { metricFamilies, unmoved } from '../fixtures/metric-families.ts';
import { asked, type PodParts, pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { servingFiles, startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

let server: ApiServer;
let webhook: TestWebhook;

beforeAll(async () => {
  server = await startApiServer();
  webhook = await startTestWebhook({
    certificatePollMilliseconds: 20,
    kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
  });
});

afterAll(async () => {
  await webhook.stop();
  await server.stop();
});

const post = (parts: PodParts) => webhook.post(admissionReview(pod(parts)));
const page = async (): Promise<string> => (await webhook.health('/metrics')).text;

async function refuseOwned(): Promise<void> {
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    name: 'log',
    uid: 'u',
    controller: true,
  };
  const { metadata, ...rest } = pod(asked({ 'iamra.dev/typo': 'x' })) as { metadata: object };
  const owned = { ...rest, metadata: { ...metadata, ownerReferences: [owner] } };
  await webhook.post(admissionReview(owned));
}

async function halfReview(): Promise<void> {
  const { port, ca } = webhook;
  const headers = { 'content-type': 'application/json', 'content-length': 100 };
  const options = {
    host: '127.0.0.1',
    port,
    ca: ca.certificatePem,
    headers,
    agent: false,
  } as const;
  const sent = request({ ...options, method: 'POST', path: '/mutate/credentials' });
  sent.on('error', () => undefined).write('{');
  await once(sent, 'socket');
}

async function renew(): Promise<void> {
  const dayLater = new Date(Date.now() + 24 * 60 * 60 * 1000);
  webhook.secret.update(await servingFiles(webhook.ca, dayLater));
}

// Each scrape begins the measurement anew: none may come before there is something to see.
async function someTurns(): Promise<void> {
  const own = monitorEventLoopDelay({ resolution: 20 });
  own.enable();
  await pollUntil(() => (own.count >= 5 ? true : undefined));
  own.disable();
}

const ballast: Buffer[] = [];
const takeMemory = (): unknown => ballast.push(Buffer.alloc(32 * 1024 * 1024, 1));

/** What moves each metric of the webhook; a new one finds no action here until somebody writes it. */
const actions: Readonly<Record<string, () => unknown>> = {
  iamra_webhook_admission_requests_total: () => post({}),
  iamra_webhook_admission_warnings_total: () => post(asked({ 'iamra.dev/skip-containers': 'x' })),
  iamra_webhook_admission_duration_seconds: () => post({}),
  iamra_webhook_http_rejections_total: () => webhook.post('no review'),
  iamra_webhook_certificate_reloads_total: renew,
  iamra_webhook_certificate_expiry_timestamp_seconds: async () => {
    webhook.secret.update(await servingFiles(webhook.ca, new Date(Date.now() + 60 * 60 * 1000)));
  },
  iamra_webhook_service_account_reads_total: () => post({ annotations: {} }),
  iamra_webhook_events_total: refuseOwned,
  iamra_webhook_requests_in_flight: halfReview,
  iamra_webhook_event_loop_delay_seconds: someTurns,
  process_resident_memory_bytes: takeMemory,
};
/** Those that tell what never changes. */
const constant = ['process_start_time_seconds'];

describe('the metrics of the webhook', () => {
  it('are all known here', async () => {
    const names = metricFamilies(await page()).map(({ name }) => name);
    expect(names.toSorted()).toEqual([...Object.keys(actions), ...constant].toSorted());
  });

  it.each(Object.entries(actions))('%s is moved', async (name, act) => {
    const before = await page();
    await act();
    await pollUntil(async () => (unmoved(before, await page()).includes(name) ? undefined : true));
  });
});
