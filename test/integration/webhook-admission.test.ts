import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admissionReview } from '../fixtures/admission-review.ts';
import { pod } from '../fixtures/pods.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

let webhook: TestWebhook;

beforeAll(async () => {
  webhook = await startTestWebhook({ bodyMilliseconds: 200 });
});

afterAll(() => webhook.stop());

const mebibyte = 1024 * 1024;

interface ReviewAnswer {
  readonly apiVersion: string;
  readonly kind: string;
  readonly response: { readonly uid: string; readonly allowed: boolean; readonly patch?: string };
}

describe('the webhook over TLS', () => {
  it('answers a review with a review that echoes the uid', async () => {
    const { status, headers, text } = await webhook.post(admissionReview(pod(), { uid: 'u-1' }));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    const { apiVersion, kind, response } = JSON.parse(text) as ReviewAnswer;
    expect({ apiVersion, kind }).toEqual({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
    });
    expect(response).toMatchObject({ uid: 'u-1', allowed: true });
    expect(response.patch).not.toBe('');
  });

  it('logs one line for an admission, without the values of the environment', async () => {
    const container = { env: [{ name: 'TOKEN', value: 'very-secret' }] };
    await webhook.post(admissionReview(pod({ container }), { uid: 'u-2', dryRun: true }));
    const lines = webhook.log.filter(({ uid }) => uid === 'u-2');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        namespace: 'team-a',
        pod: 'web-',
        outcome: 'injected',
        reason: 'none',
        dryRun: true,
        durationMilliseconds: expect.any(Number) as number,
      }),
    ]);
    expect(JSON.stringify(lines)).not.toContain('very-secret');
  });

  it('logs a refusal with what the user was told', async () => {
    const annotations = { 'iamra.dev/rol-arn': 'x' };
    const { text } = await webhook.post(admissionReview(pod({ annotations }), { uid: 'u-3' }));
    expect(JSON.parse(text)).toMatchObject({ response: { allowed: false, status: { code: 403 } } });
    expect(webhook.log.find(({ uid }) => uid === 'u-3')).toMatchObject({
      level: 'warn',
      outcome: 'refused',
      reason: 'IAMRA301',
      status: expect.stringContaining('rol-arn') as string,
    });
  });

  it.each([
    ['what is no JSON', 'not json'],
    ['nothing', ''],
    ['JSON that is no review', '[1]'],
    ['JSON nested half a million deep', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    [
      'a review of another version',
      { ...admissionReview({}), apiVersion: 'admission.k8s.io/v1beta1' },
    ],
  ])('answers %s with 400 and a Status', async (_name, body) => {
    const { status, text } = await webhook.post(body);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ kind: 'Status', code: 400, reason: 'BadRequest' });
  });

  it.each([
    [404, { path: '/mutate/credentialsX' }],
    [404, { path: '/' }],
    [405, { method: 'PUT' }],
    [415, { headers: { 'content-type': 'text/plain' } }],
    [413, { headers: { 'transfer-encoding': 'chunked' } }, 'x'.repeat(4 * mebibyte)],
    [413, {}, 'x'.repeat(4 * mebibyte)],
  ])('answers %i to %j', async (code, options, body = '{}') => {
    const { status, text } = await webhook.post(body, options);
    expect(status).toBe(code);
    expect(JSON.parse(text)).toMatchObject({ kind: 'Status', status: 'Failure', code });
  });

  it('takes a review of nearly 3 MiB, with parameters in its content type', async () => {
    const container = { args: ['x'.repeat(3 * mebibyte - 4096)] };
    const { status } = await webhook.post(admissionReview(pod({ container })), {
      headers: { 'content-type': 'Application/JSON; charset=utf-8' },
    });
    expect(status).toBe(200);
  });

  it('cuts a client whose body does not arrive', async () => {
    const sent = request({
      host: '127.0.0.1',
      port: webhook.port,
      ca: webhook.ca.certificatePem,
      agent: false,
      method: 'POST',
      path: '/mutate/credentials',
      headers: { 'content-type': 'application/json', 'content-length': 1000 },
    });
    sent.write('{');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(408);
    expect(JSON.parse(await text(response))).toMatchObject({ reason: 'Timeout' });
    sent.on('error', () => undefined);
    if (!sent.destroyed) await once(sent, 'close');
  });

  it('outlives clients that break off or send what is no HTTP', async () => {
    const broken = await connectTo(webhook);
    broken.write(
      'POST /mutate/credentials HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    );
    broken.destroy();
    const noise = await connectTo(webhook);
    noise.end('\u0000\u0001 nonsense\r\n\r\n');
    await once(noise, 'close');
    expect((await webhook.post(admissionReview(pod()))).status).toBe(200);
  });

  it('speaks no TLS below 1.2', async () => {
    await expect(connectTo(webhook, 'TLSv1.1')).rejects.toThrow();
  });

  it('holds an idle connection for longer than the 90 s of the API server', async () => {
    const { headers } = await webhook.post(admissionReview(pod()));
    expect(headers['keep-alive']).toBe('timeout=120');
  });
});

async function connectTo(
  { port, ca }: TestWebhook,
  maxVersion: 'TLSv1.1' | 'TLSv1.3' = 'TLSv1.3',
): Promise<TLSSocket> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    ca: ca.certificatePem,
    minVersion: 'TLSv1.1',
    maxVersion,
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
  await once(socket, 'secureConnect');
  return socket.resume().on('error', () => undefined);
}
