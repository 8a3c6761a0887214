import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { admissionReview } from '../fixtures/admission-review.ts';
import { pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { servingFiles, startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

const hour = 60 * 60 * 1000;
const webhooks: TestWebhook[] = [];

async function start(...args: Parameters<typeof startTestWebhook>): Promise<TestWebhook> {
  const webhook = await startTestWebhook(...args);
  webhooks.push(webhook);
  return webhook;
}

afterEach(async () => {
  await Promise.all(webhooks.splice(0).map((webhook) => webhook.stop()));
});

async function servedCertificate({ port }: TestWebhook): Promise<string | undefined> {
  const socket: TLSSocket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const pem = socket.getPeerX509Certificate()?.toString();
  socket.destroy();
  return pem;
}

const reloads = (webhook: TestWebhook, result: string) =>
  webhook.metric(`iamra_webhook_certificate_reloads_total{result="${result}"}`);

describe('the serving certificate', () => {
  it.each([
    ['watching', hour],
    ['polling', 20],
  ])('is replaced when the Secret is, by %s, and connections live on', async (_how, poll) => {
    const webhook = await start({ certificatePollMilliseconds: poll });
    await webhook.post(admissionReview(pod()));
    const files = await servingFiles(webhook.ca);
    webhook.secret.update(files);
    await pollUntil(async () =>
      (await servedCertificate(webhook)) === files['tls.crt'] ? true : undefined,
    );
    // The connection from before is kept alive and used again.
    expect((await webhook.post(admissionReview(pod()))).status).toBe(200);
    expect(await reloads(webhook, 'success')).toBe(2);
  });

  it('stays in force when its successor cannot be used, which is logged and counted once', async () => {
    const webhook = await start({ certificatePollMilliseconds: 20 });
    const before = await servedCertificate(webhook);
    const files = await servingFiles(webhook.ca);
    const others = await servingFiles(webhook.ca);
    webhook.secret.update({ ...files, 'tls.key': others['tls.key'] });
    await pollUntil(async () => ((await reloads(webhook, 'failure')) === 1 ? true : undefined));
    expect(await servedCertificate(webhook)).toBe(before);
    expect((await webhook.health('/readyz')).status).toBe(200);

    webhook.secret.update(files);
    await pollUntil(async () => ((await reloads(webhook, 'success')) === 2 ? true : undefined));
    expect(await servedCertificate(webhook)).toBe(files['tls.crt']);
    expect(await reloads(webhook, 'failure')).toBe(1);
    expect(webhook.log.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ code: 'IAMRA403', fix: expect.any(String) as string }),
    ]);
  });

  it('may come later than the webhook, which is not ready until then and says why', async () => {
    const webhook = await start({ certificatePollMilliseconds: 20 }, {});
    const { status, text } = await webhook.health('/readyz');
    expect(status).toBe(503);
    expect(text).toContain(webhook.secret.directory);
    expect((await webhook.health('/healthz')).status).toBe(200);
    await expect(servedCertificate(webhook)).rejects.toThrow();

    webhook.secret.update(await servingFiles(webhook.ca));
    await pollUntil(async () =>
      (await webhook.health('/readyz')).status === 200 ? true : undefined,
    );
    expect((await webhook.post(admissionReview(pod()))).status).toBe(200);
  });
});
