import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admissionReview } from '../fixtures/admission-review.ts';
import { pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { servingFiles, startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

let webhook: TestWebhook;

beforeAll(async () => {
  webhook = await startTestWebhook({ certificatePollMilliseconds: 20 });
});

afterAll(() => webhook.stop());

const admissions = (outcome: string, reason: string) =>
  `iamra_webhook_admission_requests_total{outcome="${outcome}",reason="${reason}"}`;

/** What a sample rises by while something is done; absent counts as 0. */
async function rise(sample: string, action: () => Promise<unknown>): Promise<number> {
  const before = (await webhook.metric(sample)) ?? 0;
  await action();
  return ((await webhook.metric(sample)) ?? 0) - before;
}

const send = (parts: Parameters<typeof pod>[0]) => () => webhook.post(admissionReview(pod(parts)));

describe('the metrics of the webhook', () => {
  it.each([
    ['injected', 'none', {}],
    ['skipped', 'not_opted_in', { annotations: {} }],
    ['refused', 'IAMRA301', { annotations: { 'iamra.dev/rol-arn': 'x' } }],
  ])('count an admission that was %s by its reason %s', async (outcome, reason, parts) => {
    expect(await rise(admissions(outcome, reason), send(parts))).toBe(1);
  });

  it('count warnings by their code', async () => {
    const container = { env: [{ name: 'AWS_REGION', value: 'eu-central-1' }] };
    await send({ container })();
    const page = (await webhook.health('/metrics')).text;
    expect(page).toMatch(/^iamra_webhook_admission_warnings_total\{code="IAMRA3\d\d"\} 1$/m);
  });

  it('spread the duration of admissions over buckets', async () => {
    const name = 'iamra_webhook_admission_duration_seconds';
    expect(await rise(`${name}_count`, send({}))).toBe(1);
    expect(await rise(`${name}_sum`, send({}))).toBeGreaterThan(0);
    expect(await rise(`${name}_bucket{le="+Inf"}`, send({}))).toBe(1);
  });

  it('count what was no review by its status', async () => {
    const sample = 'iamra_webhook_http_rejections_total{status="400"}';
    expect(await rise(sample, () => webhook.post('nonsense'))).toBe(1);
  });

  it('show that no request is under way when all are answered', async () => {
    await webhook.post('nonsense');
    await pollUntil(async () =>
      (await webhook.metric('iamra_webhook_requests_in_flight')) === 0 ? true : undefined,
    );
  });

  it('show when the serving certificate ends, and count its reloads', async () => {
    const expiry = 'iamra_webhook_certificate_expiry_timestamp_seconds';
    const success = 'iamra_webhook_certificate_reloads_total{result="success"}';
    const failure = 'iamra_webhook_certificate_reloads_total{result="failure"}';
    const hourLater = new Date(Date.now() + 60 * 60 * 1000);
    const later = await rise(expiry, async () => {
      webhook.secret.update(await servingFiles(webhook.ca, hourLater));
      await pollUntil(async () => ((await webhook.metric(success)) === 2 ? true : undefined));
    });
    expect(later).toBeGreaterThan(3000);
    webhook.secret.update({ 'tls.crt': '', 'tls.key': '' });
    await pollUntil(async () => ((await webhook.metric(failure)) === 1 ? true : undefined));
  });

  it('show memory, start and event loop of the process', async () => {
    expect(await webhook.metric('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    const start = (await webhook.metric('process_start_time_seconds')) ?? 0;
    expect(start).toBeLessThanOrEqual(Date.now() / 1000);
    const delay = 'iamra_webhook_event_loop_delay_seconds{quantile="0.99"}';
    await pollUntil(async () => (((await webhook.metric(delay)) ?? 0) > 0 ? true : undefined));
  });

  it('are served in the Prometheus text format, each name described once', async () => {
    const { headers, text } = await webhook.health('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const types = /^# TYPE (\S+) (?:counter|gauge|histogram|summary)$/gm;
    const described = [...text.matchAll(types)].map(([, name]) => name);
    expect(new Set(described).size).toBe(described.length);
    expect(described.every((name) => /^(iamra_webhook|process)_[a-z_]+$/.test(name ?? ''))).toBe(
      true,
    );
  });

  it('stand beside nothing else on the health port', async () => {
    expect((await webhook.health('/debug')).status).toBe(404);
  });
});
