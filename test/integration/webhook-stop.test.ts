import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { admissionReview } from '../fixtures/admission-review.ts';
import { pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

const review = JSON.stringify(admissionReview(pod()));

/** A review of which only the first half is sent yet. */
async function startReview(webhook: TestWebhook): Promise<ClientRequest> {
  const sent = request({
    host: '127.0.0.1',
    port: webhook.port,
    ca: webhook.ca.certificatePem,
    method: 'POST',
    path: '/mutate/credentials',
    headers: { 'content-type': 'application/json', 'content-length': review.length },
  });
  sent.write(review.slice(0, 100));
  await pollUntil(async () =>
    (await webhook.metric('iamra_webhook_requests_in_flight')) === 1 ? true : undefined,
  );
  return sent;
}

describe('a webhook that stops', () => {
  it('goes on answering while it drains, and lets go of each connection', async () => {
    const webhook = await startTestWebhook({ drainMilliseconds: 2000 });
    expect((await webhook.post(review)).headers.connection).toBe('keep-alive');
    const stopped = webhook.stop();
    const { status, text } = await webhook.health('/readyz');
    expect({ status, text }).toEqual({ status: 503, text: 'the webhook is stopping\n' });
    const answer = await webhook.post(review, { agent: false });
    expect({ status: answer.status, connection: answer.headers.connection }).toEqual({
      status: 200,
      connection: 'close',
    });
    await stopped;
  });

  it('takes no new connection, answers what is under way, and is done when that is', async () => {
    const webhook = await startTestWebhook();
    const underWay = await startReview(webhook);
    let isDone = false;
    const stopped = webhook.stop().then(() => {
      isDone = true;
    });
    await expect(webhook.post(review, { agent: false })).rejects.toThrow('ECONN');
    expect(isDone).toBe(false);
    underWay.end(review.slice(100));
    const [response] = (await once(underWay, 'response')) as [IncomingMessage];
    expect(response.headers.connection).toBe('close');
    expect(JSON.parse(await text(response))).toMatchObject({ response: { allowed: true } });
    await stopped;
    expect(webhook.log.at(-1)).toMatchObject({ message: 'stopped' });
  });

  it('cuts what is left when its grace is over, a half-open connection too', async () => {
    const webhook = await startTestWebhook({ graceMilliseconds: 50 });
    const halfOpen = connect({ host: '127.0.0.1', port: webhook.port });
    await once(halfOpen, 'connect');
    const closed = once(halfOpen.resume(), 'close');
    const cut = expect(once(await startReview(webhook), 'response')).rejects.toThrow('hang up');
    await webhook.stop();
    await Promise.all([closed, cut]);
  });

  it('lets an idle connection go at once', async () => {
    const webhook = await startTestWebhook({ graceMilliseconds: 600_000 });
    await webhook.post(review);
    await webhook.health('/healthz');
    await webhook.stop();
    await expect(webhook.health('/healthz')).rejects.toThrow('ECONNREFUSED');
  });
});
