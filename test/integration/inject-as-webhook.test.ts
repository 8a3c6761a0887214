import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../src/core/json-patch/operation.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { injected } from '../fixtures/manifests.ts';
import { podAt, workloadKinds, workloadOf } from '../fixtures/random-pods.ts';
import { usualPod } from '../fixtures/usual-pod.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

let webhook: TestWebhook;

beforeAll(async () => {
  webhook = await startTestWebhook();
});

afterAll(() => webhook.stop());

async function admitted(pod: unknown): Promise<unknown> {
  const { text } = await webhook.post(admissionReview(pod));
  const { response } = JSON.parse(text) as { response: { patch: string } };
  const patch = Buffer.from(response.patch, 'base64').toString();
  return applyPatch(pod, JSON.parse(patch) as JsonPatchOperation[]);
}

describe('iamra inject and the webhook over TLS', () => {
  it.each(workloadKinds)('make the same of a pod of %s %s', async (apiVersion, kind, path) => {
    const text = stringify(workloadOf(apiVersion, kind, path, usualPod));
    const expected = await admitted(podAt(parse(text), path));
    expect(podAt(parse(injected(text).text), path)).toEqual(expected);
  });
});
