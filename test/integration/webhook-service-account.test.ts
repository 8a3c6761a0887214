import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../src/core/json-patch/operation.ts';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { type AdmittedPod, pod, roleArn } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Response {
  readonly allowed: boolean;
  readonly patch?: string;
  readonly warnings?: readonly string[];
}

const plain = pod({ annotations: {} });
const role = { 'iamra.dev/role-arn': roleArn };
let server: ApiServer;
let webhook: TestWebhook;

beforeEach(async () => {
  server = await startApiServer();
  webhook = await startTestWebhook({
    kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
  });
});

afterEach(async () => {
  await webhook.stop();
  await server.stop();
});

function annotate(annotations: object): void {
  const metadata = { name: 'web', namespace: 'team-a', annotations };
  server.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
}

async function review(object: unknown = plain, timeout = '10s'): Promise<Response> {
  const path = `/mutate/credentials?timeout=${timeout}`;
  const { text } = await webhook.post(admissionReview(object), { path });
  return (JSON.parse(text) as { response: Response }).response;
}

function patched({ patch }: Response, object: unknown = plain): AdmittedPod {
  const operations = JSON.parse(Buffer.from(patch ?? '', 'base64').toString()) as unknown;
  return applyPatch(object, operations as JsonPatchOperation[]) as AdmittedPod;
}

const reads = (source: string): Promise<number | undefined> =>
  webhook.metric(`iamra_webhook_service_account_reads_total{source="${source}"}`);
const liveReads = (): number =>
  server.calls.filter(({ path }) => path.endsWith('/serviceaccounts/web')).length;

describe('a webhook that knows the cluster', () => {
  it('injects a pod whose ServiceAccount alone is annotated', async () => {
    annotate(role);
    const response = await review();
    expect(patched(response).spec.initContainers[0]?.name).toBe('iamra-agent');
    expect(response.warnings).toBeUndefined();
  });

  it('knows an annotated ServiceAccount without asking for it', async () => {
    annotate(role);
    await pollUntil(async () => {
      await review();
      return (await reads('cache')) === undefined ? undefined : true;
    });
    const before = liveReads();
    expect((await review()).patch).toBeDefined();
    expect(liveReads()).toBe(before);
  });

  it('asks for no ServiceAccount where a policy copies to pods what theirs say', async () => {
    const copied = await startTestWebhook({
      kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
      annotationsCopied: true,
    });
    const fromCache = 'iamra_webhook_service_account_reads_total{source="cache"}';
    await pollUntil(async () => {
      await copied.post(admissionReview(pod()), { path: '/mutate/credentials' });
      return copied.metric(fromCache);
    });
    const before = liveReads();
    const { text } = await copied.post(admissionReview(pod()), { path: '/mutate/credentials' });
    expect((JSON.parse(text) as { response: Response }).response.patch).toBeDefined();
    expect(liveReads()).toBe(before);
    await copied.stop();
  });

  it('sees an annotation that was made after it had looked', async () => {
    annotate({});
    expect((await review()).patch).toBeUndefined();
    annotate(role);
    expect((await review()).patch).toBeDefined();
  });

  it('takes what the pod does not say from its ServiceAccount', async () => {
    annotate({ ...role, 'iamra.dev/region': 'eu-central-1' });
    const own = pod({ annotations: { 'iamra.dev/session-duration': '900' } });
    const admitted = patched(await review(own), own);
    const [container] = admitted.spec.containers;
    expect(container?.env).toContainEqual({ name: 'AWS_REGION', value: 'eu-central-1' });
  });

  it('leaves a pod alone whose ServiceAccount does not exist, without a warning', async () => {
    expect(await review()).toEqual(expect.objectContaining({ allowed: true }));
    expect((await review()).warnings).toBeUndefined();
  });

  it('lets the platform choose the user where the namespace of OpenShift says so', async () => {
    const metadata = { name: 'team-a', annotations: { 'openshift.io/sa.scc.uid-range': '1/10' } };
    server.put({ apiVersion: 'v1', kind: 'Namespace', metadata });
    annotate(role);
    const admitted = await pollUntil(async () => {
      const [agent] = patched(await review()).spec.initContainers;
      return JSON.stringify(agent).includes('runAsUser') ? undefined : agent;
    });
    expect(admitted.name).toBe('iamra-agent');
  });

  it('goes by the pod alone, with a warning, when the API server answers too late', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.intercept(({ path }) => (path.endsWith('/serviceaccounts/web') ? promise : undefined));
    const own = pod();
    const response = await review(own, '100ms');
    expect(patched(response, own).spec.initContainers).toHaveLength(1);
    expect(response.warnings?.[0]).toMatch(
      /^IAMRA328 ServiceAccount team-a\/web could not be read, so that only the pod's own annotations count/,
    );
    expect(await reads('failed')).toBe(1);
    resolve(undefined);
  });

  it('goes by what it knew when the API server is gone', async () => {
    annotate(role);
    await pollUntil(async () => {
      await review();
      return (await reads('cache')) === undefined ? undefined : true;
    });
    server.intercept(() => ({ status: 503, body: 'gone' }));
    server.watches.breakOff();
    await pollUntil(async () => {
      expect((await review()).patch).toBeDefined();
      return (await reads('stale')) === undefined ? undefined : true;
    });
  });
});
