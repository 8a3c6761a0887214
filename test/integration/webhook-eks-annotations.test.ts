import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import type { JsonPatchOperation } from '../../src/core/json-patch/operation.ts';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { admissionReview } from '../fixtures/admission-review.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { type AdmittedPod, pod, roleArn, settings, variables } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';

interface Response {
  readonly allowed: boolean;
  readonly patch?: string;
  readonly status?: { readonly message: string };
}

const plain = pod({ annotations: {} });
const eksRole = { 'eks.amazonaws.com/role-arn': roleArn };
let server: ApiServer;
let webhook: TestWebhook | undefined;

beforeEach(async () => {
  server = await startApiServer();
});

afterEach(async () => {
  await webhook?.stop();
  await server.stop();
});

async function start(eksAnnotations: boolean, annotationsCopied = false): Promise<TestWebhook> {
  webhook = await startTestWebhook({
    annotationsCopied,
    settings: { ...settings, compatibility: { eksAnnotations } },
    kubernetes: await findClusterAccess({ KUBECONFIG: server.kubeconfig }),
  });
  return webhook;
}

function annotate(annotations: object): void {
  const metadata = { name: 'web', namespace: 'team-a', annotations };
  server.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
}

async function review(to: TestWebhook): Promise<Response> {
  const { text } = await to.post(admissionReview(plain), {
    path: '/mutate/credentials?timeout=10s',
  });
  return (JSON.parse(text) as { response: Response }).response;
}

function agentOf({ patch }: Response): Record<string, unknown> {
  const operations = JSON.parse(Buffer.from(patch ?? '', 'base64').toString()) as unknown;
  const patched = applyPatch(plain, operations as JsonPatchOperation[]) as AdmittedPod;
  return variables(patched.spec.initContainers[0]);
}

describe('a webhook that reads EKS’ annotations', () => {
  it('injects a pod whose ServiceAccount has nothing but EKS’ role', async () => {
    annotate(eksRole);
    expect(agentOf(await review(await start(true)))).toMatchObject({ IAMRA_ROLE_ARN: roleArn });
  });

  it('knows the ServiceAccount without asking for it', async () => {
    annotate(eksRole);
    const running = await start(true);
    const reads = (): Promise<number | undefined> =>
      running.metric('iamra_webhook_service_account_reads_total{source="cache"}');
    await pollUntil(async () => {
      await review(running);
      return (await reads()) === undefined ? undefined : true;
    });
    const live = (): number =>
      server.calls.filter(({ path }) => path.endsWith('/serviceaccounts/web')).length;
    const before = live();
    expect(agentOf(await review(running))).toMatchObject({ IAMRA_ROLE_ARN: roleArn });
    expect(live()).toBe(before);
  });

  it('asks for a ServiceAccount that it does not know, of which a policy copies the role alone', async () => {
    const running = await start(true, true);
    const account = /\/serviceaccounts\/web$/;
    await review(running);
    expect(server.calls.some(({ path }) => account.test(path))).toBe(true);
  });

  it('lets our own role win', async () => {
    const other = roleArn.replace('web', 'other');
    annotate({ ...eksRole, 'iamra.dev/role-arn': other });
    expect(agentOf(await review(await start(true)))).toMatchObject({ IAMRA_ROLE_ARN: other });
  });

  it('refuses what is no role, and says whose word it is', async () => {
    annotate({ 'eks.amazonaws.com/role-arn': 'web' });
    const { allowed, status } = await review(await start(true));
    expect(allowed).toBe(false);
    expect(status?.message).toContain(
      'IAMRA302 eks.amazonaws.com/role-arn of ServiceAccount “team-a/web” is “web”; allowed: the ARN of an IAM role',
    );
  });
});

describe('a webhook that does not', () => {
  it('leaves the pod alone', async () => {
    annotate(eksRole);
    expect(await review(await start(false))).toMatchObject({ allowed: true });
    expect((await review(webhook as TestWebhook)).patch).toBeUndefined();
  });
});
