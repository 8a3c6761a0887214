import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planInjection } from '../../../src/core/injection/plan-injection.ts';
import { serviceAccountNameOf } from '../../../src/core/injection/pod/pod.ts';
import { applyPatch } from '../../../src/core/json-patch/apply-patch.ts';
import type { ApiServer } from '../../fixtures/api-server.ts';
import type { ApiAnswer } from '../../fixtures/api-server-answers.ts';
import { annotationOwners, inTemplate, type Wrote } from '../../fixtures/managed-fields.ts';
import { account, anchorArn, profileArn, roleArn, settings } from '../../fixtures/pods.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { loopbackCluster } from './cluster.ts';
import { type Ended, runIamra } from './run-iamra.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const config = `apiVersion: iamra.dev/v1
cluster: home
region: eu-west-1
account: "${account}"
trustAnchor: { name: iamra-home, arn: "${anchorArn}" }
profile: { name: iamra-home, arn: "${profileArn}", durationSeconds: 3600 }
roles:
  - name: web
    arn: ${roleArn}
    serviceAccounts: [default/web, default/default]
`;

/** What an installation leaves in the cluster for others to read. */
export const installation = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'iamra-injector-settings', namespace: 'iamra-system' },
  data: { 'settings.json': JSON.stringify(settings) },
};

/** The program in a folder with an iamra.yaml, before a cluster with an installation. */
export interface AnnotatingUser {
  readonly api: ApiServer;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly run: (...words: string[]) => Promise<Ended>;
  /** How often the program wrote, dry runs left out. */
  readonly writes: () => number;
}

export async function annotatingUser(...objects: readonly object[]): Promise<AnnotatingUser> {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, 'iamra.yaml'), config);
  const { api, environment } = await loopbackCluster(installation, ...objects);
  admitPods(api);
  return {
    api,
    directory,
    environment,
    run: (...words) => runIamra(words, { directory, environment }),
    writes: () =>
      api.calls.filter(({ method, query }) => method === 'PATCH' && query.get('dryRun') === null)
        .length,
  };
}

/** Admits pods of dry runs as the installed webhook does. */
export function admitPods(api: ApiServer): void {
  api.intercept(({ method, path, query, body }) => {
    const namespace = /^\/api\/v1\/namespaces\/([^/]+)\/pods$/.exec(path)?.[1];
    const isTrial = method === 'POST' && query.get('dryRun') === 'All';
    return isTrial && namespace !== undefined ? admitPod(api, namespace, body) : undefined;
  });
}

function admitPod(api: ApiServer, namespace: string, pod: unknown): ApiAnswer {
  const account = api.get('ServiceAccount', `${namespace}/${serviceAccountNameOf(pod)}`);
  const serviceAccount = { annotations: account?.metadata.annotations };
  const decision = planInjection({ pod, namespace, serviceAccount }, settings);
  if (decision.kind === 'inject') return { status: 201, body: applyPatch(pod, decision.patch) };
  if (decision.kind === 'skip') return { status: 201, body: pod };
  const problems = decision.problems.map(({ code, message: text }) => `${code} ${text}`).join('; ');
  const message = `admission webhook "pod.credentials.iamra.dev" denied the request: ${problems}`;
  return { status: 403, body: { kind: 'Status', code: 403, reason: 'Forbidden', message } };
}

interface WorkloadParts {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: object;
  /** Of the object itself. */
  readonly marks?: object;
  readonly spec?: object;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Who wrote them; absent: somebody else than iamra. */
  readonly owners?: readonly Wrote[];
  readonly pod?: object;
}

const labels = { app: 'web' };

/** A workload of namespace default that runs as ServiceAccount web, and rolled out as it stands. */
export function workload(parts: WorkloadParts = {}): Record<string, unknown> {
  const { kind = 'Deployment', name = 'web', namespace = 'default' } = parts;
  const { spec, annotations, pod } = parts;
  const template = {
    metadata: { labels, ...(annotations === undefined ? {} : { annotations }) },
    spec: {
      serviceAccountName: 'web',
      containers: [{ name: 'web', image: 'example.com/web:1' }],
      ...pod,
    },
  };
  const apiVersion = ['Job', 'CronJob'].includes(kind) ? 'batch/v1' : 'apps/v1';
  const bare = { selector: { matchLabels: labels }, template };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, generation: 1, ...metadataOf(parts) },
    spec: kind === 'CronJob' ? { jobTemplate: { spec: bare } } : { replicas: 1, ...bare, ...spec },
    status: status(1),
  };
}

function metadataOf({ labels: own = {}, marks, owners }: WorkloadParts): object {
  return {
    labels: own,
    ...(marks === undefined ? {} : { annotations: marks }),
    ...(owners === undefined ? {} : { managedFields: annotationOwners(inTemplate, ...owners) }),
  };
}

/** The status of a rollout that is complete. */
export function status(observedGeneration: number): object {
  return { observedGeneration, replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
}

export function certificate(ready: string, message: string): object {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: {
      name: 'iamra-web',
      namespace: 'default',
      labels: { 'app.kubernetes.io/managed-by': 'iamra' },
    },
    spec: { uris: ['spiffe://home/ns/default/sa/web'] },
    status: { conditions: [{ type: 'Ready', status: ready, message }] },
  };
}

/** Waits for a Deployment's second generation, then does a controller's work on it. */
export async function controller(
  api: ApiServer,
  work: (deployment: Record<string, unknown>, uid: string) => object[],
): Promise<void> {
  const deployment = await pollUntil(() => {
    const found = api.get('Deployment', 'default/web');
    return found?.metadata.generation === 2 ? found : undefined;
  });
  api.put(...work(deployment, deployment.metadata.uid ?? ''));
}

/** A child of an object, as its controller makes it. */
export function child(kind: string, owner: object & { uid: string }, more: object): object {
  const { uid } = owner;
  const apiVersion = kind === 'Pod' ? 'v1' : 'apps/v1';
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Any', name: 'web', uid }];
  const name = `web-${kind.toLowerCase()}`;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'default', uid: `${kind}-uid`, labels, ownerReferences },
    ...more,
  };
}
