import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admissionReview } from '../fixtures/admission-review.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

let webhook: TestWebhook;

beforeAll(async () => {
  webhook = await startTestWebhook();
});

afterAll(() => webhook.stop());

describe('the webhook server', () => {
  it('gives a proper answer to any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const { status, text } = await webhook.post(Buffer.from(bytes));
        expect(status).toBe(400);
        expect(JSON.parse(text)).toMatchObject({ kind: 'Status', code: 400 });
      }),
    );
  });

  it('gives a proper answer to any text, where a review is cut or damaged', async () => {
    const review = JSON.stringify(admissionReview({ spec: { containers: [] } }));
    const damaged = fc
      .tuple(fc.nat(review.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([start, length, text]) => review.slice(0, start) + text + review.slice(start + length));
    await fc.assert(
      fc.asyncProperty(damaged, async (body) => {
        const { status, text } = await webhook.post(body);
        expect([200, 400]).toContain(status);
        const kind = status === 200 ? 'AdmissionReview' : 'Status';
        expect(JSON.parse(text)).toMatchObject({ kind });
      }),
    );
  });

  it('echoes the uid of any review of any object', async () => {
    const uid = fc.string({ minLength: 1, unit: 'binary' }).map((text) => text.toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), uid, async (object, name) => {
        const { status, text } = await webhook.post(admissionReview(object, { uid: name }));
        expect(status).toBe(200);
        const { response } = JSON.parse(text) as { response: { uid: string; allowed: boolean } };
        expect(response.uid).toBe(name);
      }),
    );
    expect(webhook.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
