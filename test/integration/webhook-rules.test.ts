import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../src/core/json-patch/operation.ts';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { pod } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { badContainer, clusterRule, namespaceRule } from '../fixtures/rule-objects.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Response {
  readonly uid: string;
  readonly allowed: boolean;
  readonly patch?: string;
  readonly warnings?: readonly string[];
  readonly status?: { readonly message: string };
}

interface PatchedPod {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: ReadonlyArray<{ readonly name: string }> };
}

const plain = pod({ annotations: {} });
const sidecar = { name: 'sidecar', image: 'example.com/sidecar:1' };
let server: ApiServer;
let webhook: TestWebhook;

async function start(): Promise<void> {
  webhook = await startTestWebhook({
    kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
    usesRules: true,
  });
}

beforeEach(async () => {
  server = await startApiServer();
});

afterEach(async () => {
  await webhook.stop();
  await server.stop();
});

async function review(
  request: object = {},
  timeout = '10s',
  object: unknown = plain,
): Promise<Response> {
  const path = `/mutate/rules?timeout=${timeout}`;
  const body = admissionReview(object, { ...request });
  const { text, status } = await webhook.post(body, { path });
  expect(status).toBe(200);
  return (JSON.parse(text) as { response: Response }).response;
}

function patched({ patch }: Response): PatchedPod {
  const operations = JSON.parse(Buffer.from(patch ?? '', 'base64').toString()) as unknown;
  return applyPatch(plain, operations as JsonPatchOperation[]) as PatchedPod;
}

/** Asks until the answer is as it should be; gives that answer. */
async function reviewUntil(holds: (response: Response) => boolean): Promise<Response> {
  return pollUntil(async () => {
    const response = await review();
    return holds(response) ? response : undefined;
  });
}

const namesIn = (response: Response): string[] =>
  patched(response).spec.containers.map(({ name }) => name);
const rules = (state: string): Promise<number | undefined> =>
  webhook.metric(`iamra_webhook_rules{state="${state}"}`);

describe('a webhook with rules', () => {
  it('knows the rules that were there before it, from its first answer on', async () => {
    server.put(clusterRule('sidecar', { containers: [sidecar] }));
    await start();
    expect(namesIn(await review())).toEqual(['web', 'sidecar']);
  });

  it('allows a pod where there is no rule', async () => {
    await start();
    expect(await review({ uid: 'u-7' })).toEqual({ uid: 'u-7', allowed: true });
  });

  it('takes over a rule, its change and its end while it runs', async () => {
    await start();
    const labelled = (value: string | undefined) => (response: Response) =>
      (response.patch === undefined ? undefined : patched(response).metadata.labels?.['team']) ===
      value;
    server.put(namespaceRule('labels', { labels: { team: 'a' } }));
    await reviewUntil(labelled('a'));
    server.put(namespaceRule('labels', { labels: { team: 'b' } }));
    await reviewUntil(labelled('b'));
    server.remove('InjectionRule', 'team-a/labels');
    await reviewUntil(labelled(undefined));
  });

  it('gives rules of a namespace to pods of that namespace alone', async () => {
    server.put(namespaceRule('sidecar', { containers: [sidecar] }));
    await start();
    expect((await review()).patch).toBeDefined();
    expect((await review({ namespace: 'team-b' })).patch).toBeUndefined();
  });

  it('keeps the last good version of a rule that went bad in force', async () => {
    server.put(
      clusterRule(
        'sidecar',
        { containers: [badContainer] },
        { status: { inForce: { containers: [sidecar] } } },
      ),
      clusterRule('hopeless', { containers: [badContainer] }),
      clusterRule('labels', { labels: { team: 'a' } }),
    );
    await start();
    const admitted = patched(await review());
    expect(admitted.spec.containers.map(({ name }) => name)).toEqual(['web', 'sidecar']);
    expect(admitted.metadata.labels).toMatchObject({ team: 'a' });
    expect([await rules('ready'), await rules('bad')]).toEqual([1, 2]);
    expect(webhook.log.filter(({ message }) => message === 'took over rules')).toEqual([
      expect.objectContaining({ inForce: ['labels', 'sidecar'], bad: ['hopeless', 'sidecar'] }),
    ]);
  });

  it('selects namespaces by their labels, and asks for one that it has not seen yet', async () => {
    const labels = { tier: 'gold' };
    const selector = { matchLabels: labels };
    server.put(clusterRule('gold', { namespaceSelector: selector, containers: [sidecar] }));
    const metadata = { name: 'team-a', labels };
    server.put({ apiVersion: 'v1', kind: 'Namespace', metadata });
    // By the watch it knows none.
    server.intercept(({ path, query }) =>
      path === '/api/v1/namespaces' && !query.has('watch') ? { status: 500, body: '' } : undefined,
    );
    await start();
    expect((await review()).patch).toBeDefined();
    expect((await review({ namespace: 'team-b' })).patch).toBeUndefined();
    expect(server.calls.map(({ path }) => path)).toContain('/api/v1/namespaces/team-a');
  });

  it('applies the other rules, with a warning, where the namespace cannot be read in time', async () => {
    const namespaceSelector = { matchLabels: { tier: 'gold' } };
    server.put(
      clusterRule('gold', { namespaceSelector, labels: { tier: 'gold' } }),
      clusterRule('all', { containers: [sidecar] }),
    );
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.intercept(({ path }) => (path === '/api/v1/namespaces/team-a' ? promise : undefined));
    await start();
    const response = await review({}, '100ms');
    expect(namesIn(response)).toEqual(['web', 'sidecar']);
    expect(patched(response).metadata.labels).toBeUndefined();
    expect(response.warnings).toEqual([
      expect.stringMatching(/^IAMRA336 rule gold is not applied: .*those of team-a are not known/),
    ]);
    expect(webhook.log).toContainEqual(
      expect.objectContaining({
        message: 'could not read a namespace',
        problem: expect.stringContaining('took more than') as string,
      }),
    );
    resolve(undefined);
  });

  it('allows a pod, with a warning, as long as it does not know the rules', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.intercept(({ path }) => (path.endsWith('/injectionrules') ? promise : undefined));
    server.put(namespaceRule('sidecar', { containers: [sidecar] }));
    await start();
    const { allowed, warnings, patch } = await review({}, '50ms');
    expect({ allowed, patch }).toEqual({ allowed: true, patch: undefined });
    expect(warnings).toEqual([
      expect.stringMatching(/^IAMRA362 .*does not know the injection rules/),
    ]);
    const answer = review();
    resolve(undefined);
    expect((await answer).patch).toBeDefined();
  });

  it('goes by the rules that it knew when the API server is gone, and finds new ones after', async () => {
    server.put(clusterRule('sidecar', { containers: [sidecar] }));
    await start();
    await review();
    const back = server.intercept(() => ({ status: 503, body: 'gone' }));
    server.watches.breakOff();
    expect(namesIn(await review())).toEqual(['web', 'sidecar']);
    server.remove('ClusterInjectionRule', 'sidecar');
    server.put(clusterRule('labels', { labels: { team: 'a' } }));
    server.compact();
    back();
    await reviewUntil((response) => patched(response).metadata.labels?.['team'] === 'a');
    expect(namesIn(await review())).toEqual(['web']);
  });

  it('does without the definitions of rules, says so once, and sees rules when they come', async () => {
    server.unserve('iamra.dev');
    await start();
    expect(await review()).toMatchObject({ allowed: true });
    const asked = (): number =>
      server.calls.filter(({ path }) => path.endsWith('/injectionrules')).length;
    await pollUntil(() => (asked() > 1 ? true : undefined));
    server.serve('iamra.dev');
    server.put(clusterRule('sidecar', { containers: [sidecar] }));
    await reviewUntil(({ patch }) => patch !== undefined);
    const told = webhook.log.filter(({ resource }) => String(resource).includes('injectionrules'));
    expect(told.map(({ level }) => level)).toEqual(['info', 'info']);
  });

  it('applies no rule any more when their definitions are deleted', async () => {
    server.put(clusterRule('sidecar', { containers: [sidecar] }));
    await start();
    expect((await review()).patch).toBeDefined();
    server.unserve('iamra.dev');
    await reviewUntil(({ patch }) => patch === undefined);
    expect(webhook.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('asks for no rules where they are off, and has no path for them', async () => {
    webhook = await startTestWebhook({
      kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
    });
    expect((await webhook.post(admissionReview(plain), { path: '/mutate/rules' })).status).toBe(
      404,
    );
    expect((await webhook.post(admissionReview(plain))).status).toBe(200);
    expect(server.calls.filter(({ path }) => path.includes('iamra.dev'))).toEqual([]);
  });
});

describe('what the webhook tells of rules', () => {
  it('logs a line with the uid, the rules that were applied and those that were not', async () => {
    const taken = { name: 'web', image: 'example.com/other:1' };
    server.put(
      clusterRule('sidecar', { containers: [sidecar] }),
      clusterRule('taken', { containers: [taken] }),
    );
    await start();
    const response = await review({ uid: 'u-9' });
    expect(response.warnings).toHaveLength(1);
    expect(webhook.log.filter(({ uid }) => uid === 'u-9')).toEqual([
      expect.objectContaining({
        level: 'info',
        message: 'admission by rules',
        pod: 'web-',
        outcome: 'injected',
        applied: ['sidecar'],
        skipped: ['taken'],
      }),
    ]);
    expect(await webhook.metric('iamra_webhook_rule_applications_total{rule="sidecar"}')).toBe(1);
    expect(await webhook.metric('iamra_webhook_rule_skips_total{rule="taken"}')).toBe(1);
    expect(await webhook.metric('iamra_webhook_rules_admission_duration_seconds_count')).toBe(1);
    const admissions = 'iamra_webhook_rules_admission_requests_total';
    expect(await webhook.metric(`${admissions}{outcome="injected",reason="none"}`)).toBe(1);
  });

  it('refuses a pod where a rule says so, by the name of the rule', async () => {
    const taken = { name: 'web', image: 'example.com/other:1' };
    server.put(clusterRule('strict', { onConflict: 'fail', containers: [taken] }));
    await start();
    const { allowed, status } = await review();
    expect(allowed).toBe(false);
    expect(status?.message).toContain('strict');
  });

  it('does not look at what is no new pod', async () => {
    server.put(clusterRule('sidecar', { containers: [sidecar] }));
    await start();
    expect((await review({ operation: 'UPDATE' })).patch).toBeUndefined();
  });
});
