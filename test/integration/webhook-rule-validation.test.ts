import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { badContainer, badField, clusterRule, namespaceRule } from '../fixtures/rule-objects.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Cause {
  readonly field: string;
  readonly message: string;
}

interface Response {
  readonly allowed: boolean;
  readonly status?: {
    readonly code: number;
    readonly reason: string;
    readonly message: string;
    readonly details?: { readonly kind: string; readonly name: string; readonly causes: Cause[] };
  };
}

const good = { labels: { team: 'a' } };
const bad = { containers: [badContainer] };
let server: ApiServer;
let webhook: TestWebhook;

beforeAll(async () => {
  server = await startApiServer();
  webhook = await startTestWebhook({
    kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
    usesRules: true,
  });
});

afterAll(async () => {
  await webhook.stop();
  await server.stop();
});

afterEach(() => {
  for (const { metadata } of server.list('ClusterInjectionRule')) {
    server.remove('ClusterInjectionRule', metadata.name);
  }
});

/** Has the webhook judge what somebody writes. */
async function judge(object: object, request: object = {}, timeout = '10s'): Promise<Response> {
  const { kind, metadata } = object as {
    kind: string;
    metadata: { name: string; namespace?: string };
  };
  const resource = { group: 'iamra.dev', version: 'v1alpha1', resource: `${kind.toLowerCase()}s` };
  const { text } = await webhook.post(
    {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: { uid: 'u-1', operation: 'CREATE', resource, ...metadata, object, ...request },
    },
    { path: `/validate/rules?timeout=${timeout}` },
  );
  return (JSON.parse(text) as { response: Response }).response;
}

it.each([
  ['a rule of the cluster', clusterRule('fine', good)],
  ['a rule of a namespace', namespaceRule('fine', good)],
])('allows %s that is sound', async (_what, rule) => {
  expect(await judge(rule)).toEqual({ uid: 'u-1', allowed: true });
});

it('refuses a rule with each problem at its field, as kubectl shows what is invalid', async () => {
  const labels = { 'iamra.dev/role-arn': 'x' };
  const { allowed, status } = await judge(clusterRule('wrong', { ...bad, labels }));
  expect(allowed).toBe(false);
  expect(status).toMatchObject({
    code: 422,
    reason: 'Invalid',
    details: { group: 'iamra.dev', kind: 'ClusterInjectionRule', name: 'wrong' },
  });
  const fields = status?.details?.causes.map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining([badField, 'spec.labels[iamra.dev/role-arn]']));
  for (const { message } of status?.details?.causes ?? []) {
    expect(message).toMatch(/^IAMRA3\d\d .* Fix: /);
  }
  expect(status?.message).toMatch(/^ClusterInjectionRule "wrong" is invalid: /);
  expect(status?.message).toContain(badField);
});

it('refuses an unknown field by its name', async () => {
  const { status } = await judge(clusterRule('wrong', { ...good, label: { team: 'a' } }));
  expect(status?.message).toContain('spec.label: ');
});

it('refuses a rule of an excluded namespace', async () => {
  const rule = namespaceRule('wrong', good, {
    metadata: { name: 'wrong', namespace: 'kube-system' },
  });
  expect((await judge(rule)).status?.message).toContain('kube-system');
});

it('refuses a rule that fights with another one, even one of a moment ago', async () => {
  server.put(clusterRule('first', { labels: { team: 'a' } }));
  const { status } = await judge(clusterRule('second', { labels: { team: 'b' } }));
  expect(status?.message).toMatch(/second.*first/);
});

it('does not compare a rule with its own former version', async () => {
  const former = clusterRule('first', { labels: { team: 'a' } });
  server.put(former);
  const changed = clusterRule('first', { labels: { team: 'b' } });
  expect(await judge(changed, { operation: 'UPDATE', oldObject: former })).toMatchObject({
    allowed: true,
  });
});

it('lets a bad rule be labelled and deleted, and not be made worse', async () => {
  const present = clusterRule('wrong', bad);
  const update = { operation: 'UPDATE', oldObject: present };
  expect((await judge(present, update)).allowed).toBe(true);
  const deletionTimestamp = '2026-01-01T00:00:00Z';
  const leaving = clusterRule('wrong', bad, { metadata: { name: 'wrong', deletionTimestamp } });
  expect((await judge(leaving, { operation: 'UPDATE' })).allowed).toBe(true);
  expect((await judge(leaving, { operation: 'DELETE', object: null })).allowed).toBe(true);
  const worse = clusterRule('wrong', { ...bad, order: 5 });
  expect((await judge(worse, update)).allowed).toBe(false);
});

it('goes by what it knows where the API server does not answer', async () => {
  const resume = server.intercept(() => ({ status: 503, body: 'gone' }));
  expect((await judge(clusterRule('fine', good))).allowed).toBe(true);
  resume();
});

it('refuses a rule that it cannot compare with the others', async () => {
  const resume = server.intercept(() => ({ status: 503, body: 'gone' }));
  const blind = await startTestWebhook({
    kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
    usesRules: true,
  });
  const seeing = webhook;
  webhook = blind;
  expect((await judge(clusterRule('fine', good))).status?.message).toMatch(/^IAMRA363 /);
  webhook = seeing;
  resume();
  await blind.stop();
});

it('counts and logs what it says', async () => {
  const metric = 'iamra_webhook_rule_validations_total';
  const before = (await webhook.metric(`${metric}{outcome="allowed",reason="none"}`)) ?? 0;
  await judge(clusterRule('fine', good), { uid: 'u-2' });
  await judge(clusterRule('wrong', bad), { uid: 'u-3' });
  expect(await webhook.metric(`${metric}{outcome="allowed",reason="none"}`)).toBe(before + 1);
  expect(webhook.log.filter(({ uid }) => uid === 'u-2' || uid === 'u-3')).toEqual([
    expect.objectContaining({ level: 'info', name: 'fine', outcome: 'allowed' }),
    expect.objectContaining({
      level: 'warn',
      name: 'wrong',
      outcome: 'refused',
      status: expect.stringContaining(badField) as string,
    }),
  ]);
});
