import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admissionCatalogue } from '../../src/core/errors/catalogue/admission.ts';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../src/core/json-patch/operation.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { asked, type PodParts, pod, settings } from '../fixtures/pods.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Response {
  readonly allowed: boolean;
  readonly patch?: string;
  readonly warnings?: readonly string[];
  readonly status?: { readonly code: number; readonly reason: string; readonly message: string };
}

interface Case {
  readonly parts?: PodParts;
  readonly request?: Readonly<Record<string, unknown>>;
}

let webhook: TestWebhook;
let withoutDefaults: TestWebhook;

beforeAll(async () => {
  webhook = await startTestWebhook();
  withoutDefaults = await startTestWebhook({ settings: { ...settings, defaults: {} } });
});

afterAll(async () => {
  await webhook.stop();
  await withoutDefaults.stop();
});

let count = 0;

async function review(object: unknown, request: object = {}, by = webhook) {
  count += 1;
  const uid = `uid-${count}`;
  const { text } = await by.post(admissionReview(object, { ...request, uid }));
  const { response } = JSON.parse(text) as { response: Response };
  const line = by.log.find((each) => each['uid'] === uid);
  return { response, line };
}

const admissions = async (outcome: string, reason: string, by = webhook): Promise<number> =>
  (await by.metric(
    `iamra_webhook_admission_requests_total{outcome="${outcome}",reason="${reason}"}`,
  )) ?? 0;

const refusals: Readonly<Record<string, Case>> = {
  IAMRA301: { parts: asked({ 'iamra.dev/rol-arn': 'x' }) },
  IAMRA302: { parts: asked({ 'iamra.dev/region': 'Ireland' }) },
  IAMRA303: {
    parts: asked({ 'iamra.dev/include-containers': 'a', 'iamra.dev/skip-containers': 'b' }),
  },
  IAMRA304: { parts: {} },
  IAMRA305: { parts: { spec: { hostNetwork: true } } },
  IAMRA306: { parts: { spec: { os: { name: 'windows' } } } },
  IAMRA307: { parts: { container: { ports: [{ containerPort: 9911 }] } } },
  IAMRA308: { parts: { spec: { volumes: [{ name: 'iamra-token' }] } } },
  IAMRA309: {
    parts: asked({
      'iamra.dev/sidecar': 'aws-signing-helper',
      'iamra.dev/credentials-endpoint': 'container',
    }),
  },
  IAMRA310: { parts: { spec: { containers: 'none' } } },
};

const env = (name: string, value: string): PodParts => ({ container: { env: [{ name, value }] } });

const warnings: Readonly<Record<string, Case>> = {
  IAMRA321: { parts: env('AWS_REGION', 'eu-central-1') },
  IAMRA322: { parts: env('AWS_PROFILE', 'work') },
  IAMRA323: { parts: { container: { envFrom: [{ configMapRef: { name: 'x' } }] } } },
  IAMRA324: { parts: env('HTTP_PROXY', 'http://proxy:3128') },
  IAMRA325: { parts: { spec: { shareProcessNamespace: true } } },
  IAMRA326: { parts: asked({ 'iamra.dev/skip-containers': 'x' }) },
};

const skips: Readonly<Record<string, Case>> = {
  not_opted_in: { parts: { annotations: {} } },
  opted_out: { parts: asked({ 'iamra.dev/inject': 'false' }) },
  excluded_namespace: { request: { namespace: 'kube-system' } },
  mirror_pod: { parts: asked({ 'kubernetes.io/config.mirror': 'x' }) },
  not_a_pod_creation: { request: { operation: 'UPDATE' } },
};

describe('a refusal', () => {
  it.each(Object.entries(refusals))(
    'with %s says so to the API server, in a metric, and in the log beside the uid',
    async (code, { parts }) => {
      const by = code === 'IAMRA304' ? withoutDefaults : webhook;
      const before = await admissions('refused', code, by);
      const { response, line } = await review(pod(parts), {}, by);
      expect(response).toMatchObject({
        allowed: false,
        status: { code: 403, reason: 'Forbidden' },
      });
      expect(response.status?.message).toMatch(new RegExp(`^${code} .* Fix: `));
      expect(await admissions('refused', code, by)).toBe(before + 1);
      expect(line).toMatchObject({ level: 'warn', outcome: 'refused', reason: code });
    },
  );

  it('has no code that is not tried here, but those of manifests and of policies', () => {
    const codes = Object.keys(admissionCatalogue).filter((code) =>
      /^IAMRA30\d|^IAMRA310/.test(code),
    );
    expect(codes).toEqual(Object.keys(refusals));
  });
});

describe('a warning', () => {
  it.each(Object.entries(warnings))(
    '%s is given to the API server, counted, and in the log beside the uid',
    async (code, { parts }) => {
      const sample = `iamra_webhook_admission_warnings_total{code="${code}"}`;
      const before = (await webhook.metric(sample)) ?? 0;
      const { response, line } = await review(pod(parts));
      expect(response).toMatchObject({ allowed: true, patch: expect.any(String) as string });
      expect(response.warnings?.join()).toMatch(new RegExp(`${code} .* Fix: `));
      expect(await webhook.metric(sample)).toBe(before + 1);
      expect(line).toMatchObject({ outcome: 'injected', warnings: response.warnings });
    },
  );

  it('has no code that is not tried, here or where there is a cluster', () => {
    const codes = Object.keys(admissionCatalogue).filter((code) => code >= 'IAMRA320');
    expect(codes).toEqual([...Object.keys(warnings), 'IAMRA327', 'IAMRA328']);
  });
});

describe('a pod that is left as it is', () => {
  it.each(Object.entries(skips))(
    'with the reason %s is counted, and in the log beside the uid',
    async (reason, { parts, request }) => {
      const before = await admissions('skipped', reason);
      const { response, line } = await review(pod(parts), request);
      expect(response).toMatchObject({ allowed: true });
      expect(response.patch).toBeUndefined();
      expect(await admissions('skipped', reason)).toBe(before + 1);
      expect(line).toMatchObject({ level: 'info', outcome: 'skipped', reason });
    },
  );

  it('since it was injected before is counted as that', async () => {
    const given = pod();
    const { response } = await review(given);
    const patch = JSON.parse(Buffer.from(response.patch ?? '', 'base64').toString()) as unknown;
    const before = await admissions('skipped', 'already_injected');
    const { line } = await review(applyPatch(given, patch as JsonPatchOperation[]));
    expect(await admissions('skipped', 'already_injected')).toBe(before + 1);
    expect(line).toMatchObject({ reason: 'already_injected' });
  });

  it('in an excluded namespace says so to whoever creates it', async () => {
    const { response } = await review(pod(), { namespace: 'kube-system' });
    expect(response.warnings?.[0]).toMatch(/^IAMRA327 .*“kube-system”.* Fix: /);
  });
});
