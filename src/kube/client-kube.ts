import {
  ApiException,
  CoreV1Api,
  CustomObjectsApi,
  type KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
  setHeaderOptions,
  V1DeleteOptions,
  V1Preconditions,
  VersionApi,
} from '@kubernetes/client-node';
import type {
  AccessQuery,
  ApplyOptions,
  CustomReference,
  Kube,
  KubeObject,
  ListQuery,
  ObjectReference,
  PodPort,
} from './kube.ts';
import { callKube, isUnknownKind, statusCode } from './kube-error.ts';
import { type KubeSettings, loadKubeconfig } from './load-kubeconfig.ts';

const fieldManager = 'iamra';
const allOfThem = 'All';
const pageSize = 500;

/** A cluster by the official client. */
export function clientKube(settings: KubeSettings): Kube {
  const config = loadKubeconfig(settings);
  const objects = KubernetesObjectApi.makeApiClient(config);
  const current = config.getContextObject(config.getCurrentContext());
  return {
    context: config.getCurrentContext(),
    server: config.getCurrentCluster()?.server ?? '',
    namespace: current?.namespace ?? 'default',
    version: () => callKube('Read the version', () => readVersion(config)),
    get: <T extends KubeObject>(reference: ObjectReference) =>
      callKube(`Get ${nameOf(reference)}`, () => unlessMissing(() => read<T>(objects, reference))),
    list: <T extends KubeObject>(query: ListQuery) =>
      callKube(`List ${query.kind}`, () => listAll<T>(objects, query)),
    create: <T extends KubeObject>(object: T, { dryRun = false } = {}) =>
      callKube(`Create ${nameOf(object)}`, async () => {
        const made = await objects.create(plain(object), undefined, flag(dryRun), fieldManager);
        return made as unknown as T;
      }),
    apply: <T extends KubeObject>(object: T, options?: ApplyOptions) =>
      callKube(`Apply ${nameOf(object)}`, () => apply(objects, object, options)),
    merge: (reference, patch, { dryRun = false } = {}) =>
      callKube(`Change ${nameOf(reference)}`, async () => {
        const changed = await objects.patch(
          { ...patch, ...plain(objectOf(reference, patch)) },
          undefined,
          flag(dryRun),
          fieldManager,
          undefined,
          PatchStrategy.MergePatch,
        );
        return changed as unknown as KubeObject;
      }),
    mergeStatus: (reference, patch) =>
      callKube(`Change the status of ${nameOf(reference)}`, () =>
        mergeStatus(config, reference, patch),
      ),
    delete: (reference, { resourceVersion } = {}) =>
      callKube(`Delete ${nameOf(reference)}`, async () => {
        const gone = await unlessMissing(() => remove(objects, reference, resourceVersion));
        return gone !== undefined;
      }),
    may: (access) => callKube('Ask for access', () => mayDo(objects, access)),
    podProxy: (target, path) =>
      callKube(`Ask pod ${target.namespace}/${target.pod}`, () => askPod(config, target, path)),
    log: ({ namespace, pod, container }) =>
      callKube(`Read the log of pod ${namespace}/${pod}`, () =>
        config.makeApiClient(CoreV1Api).readNamespacedPodLog({ name: pod, namespace, container }),
      ),
  };
}

async function readVersion(config: KubeConfig): Promise<string> {
  const { gitVersion } = await config.makeApiClient(VersionApi).getCode();
  return gitVersion;
}

async function apply<T extends KubeObject>(
  objects: KubernetesObjectApi,
  object: T,
  { dryRun = false, manager = fieldManager, force = true }: ApplyOptions = {},
): Promise<T> {
  const strategy = PatchStrategy.ServerSideApply;
  const body = plain(object);
  const applied = await objects.patch(body, undefined, flag(dryRun), manager, force, strategy);
  return applied as unknown as T;
}

function read<T>(objects: KubernetesObjectApi, reference: ObjectReference): Promise<T> {
  const { apiVersion, kind, name, namespace } = reference;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return objects.read({ apiVersion, kind, metadata }) as Promise<T>;
}

async function listAll<T>(objects: KubernetesObjectApi, query: ListQuery): Promise<T[]> {
  const found: T[] = [];
  let next: string | undefined;
  do {
    const page = await unlessMissing(() => listPage(objects, query, next));
    found.push(...((page?.items ?? []) as unknown as T[]));
    next = page?.metadata?._continue;
  } while (next !== undefined && next !== '');
  return found;
}

function listPage(
  objects: KubernetesObjectApi,
  query: ListQuery,
  next: string | undefined,
): ReturnType<KubernetesObjectApi['list']> {
  return objects.list(
    query.apiVersion,
    query.kind,
    query.namespace,
    undefined,
    undefined,
    undefined,
    query.fieldSelector,
    query.labelSelector,
    pageSize,
    next,
  );
}

async function unlessMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (statusCode(error) === 404 || isUnknownKind(error)) return undefined;
    throw error;
  }
}

function remove(
  objects: KubernetesObjectApi,
  reference: ObjectReference,
  resourceVersion: string | undefined,
): ReturnType<KubernetesObjectApi['delete']> {
  const options = new V1DeleteOptions();
  if (resourceVersion !== undefined) {
    options.preconditions = Object.assign(new V1Preconditions(), { resourceVersion });
  }
  return objects.delete(
    plain(objectOf(reference, {})),
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    options,
  );
}

async function mergeStatus(
  config: KubeConfig,
  { apiVersion, plural, namespace, name }: CustomReference,
  body: object,
): Promise<void> {
  const [group = '', version = ''] = apiVersion.split('/');
  await config
    .makeApiClient(CustomObjectsApi)
    .patchNamespacedCustomObjectStatus(
      { group, version, namespace, plural, name, body, fieldManager },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
}

async function mayDo(objects: KubernetesObjectApi, access: AccessQuery): Promise<boolean> {
  const question = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: {},
    spec: { resourceAttributes: access },
  };
  const answer = await objects.create(plain(question));
  return (answer as { status?: { allowed?: boolean } }).status?.allowed ?? false;
}

async function askPod(
  config: KubeConfig,
  { namespace, pod, port }: PodPort,
  path: string,
): Promise<{ status: number; body: string }> {
  try {
    const body = await config.makeApiClient(CoreV1Api).connectGetNamespacedPodProxyWithPath({
      name: `${pod}:${port}`,
      namespace,
      path: path.replace(/^\//, ''),
    });
    return { status: 200, body };
  } catch (error) {
    if (error instanceof ApiException) return { status: error.code, body: String(error.body) };
    throw error;
  }
}

function objectOf(reference: ObjectReference, patch: object): KubeObject {
  const { apiVersion, kind, name, namespace } = reference;
  const { metadata } = patch as Partial<KubeObject>;
  const place = namespace === undefined ? { name } : { name, namespace };
  return { apiVersion, kind, metadata: { ...metadata, ...place } };
}

/** Our objects are read-only; the client's types are not. */
function plain(object: KubeObject): KubernetesObject {
  return object as unknown as KubernetesObject;
}

function flag(dryRun: boolean): string | undefined {
  return dryRun ? allOfThem : undefined;
}

function nameOf(subject: ObjectReference | KubeObject): string {
  const { name, namespace } = 'metadata' in subject ? subject.metadata : subject;
  return `${subject.kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`;
}
