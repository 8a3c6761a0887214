import { pointer } from '../../json-patch/pointer.ts';

/** A pod, or what makes pods, in a document. */
export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The pod, or the pod template. */
  readonly pod: unknown;
  /** JSON Pointer of the pod in its document. */
  readonly path: string;
}

/** An object of the Kubernetes API, and its place in its document. */
export interface PlacedObject {
  readonly object: Readonly<Record<string, unknown>>;
  readonly path: string;
}

const template = ['spec', 'template'];

const templatePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1/Pod', []],
  ['v1/PodTemplate', ['template']],
  ['v1/ReplicationController', template],
  ['apps/v1/Deployment', template],
  ['apps/v1/StatefulSet', template],
  ['apps/v1/DaemonSet', template],
  ['apps/v1/ReplicaSet', template],
  ['batch/v1/Job', template],
  ['batch/v1/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The objects of a document: one, or the items of a `List`. */
export function listObjects(value: unknown, path = ''): PlacedObject[] {
  if (!isObject(value)) return [];
  const isList = value['apiVersion'] === 'v1' && value['kind'] === 'List';
  if (!isList || !Array.isArray(value['items'])) return [{ object: value, path }];
  return value['items'].flatMap((item, index) => listObjects(item, `${path}/items/${index}`));
}

/** The object as a workload; undefined where it makes no pods. */
export function workloadOf(
  { object, path }: PlacedObject,
  defaultNamespace: string,
): Workload | undefined {
  const { apiVersion, kind } = object;
  const below = templatePaths.get(`${text(apiVersion)}/${text(kind)}`);
  if (below === undefined) return undefined;
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  return {
    kind: text(kind),
    namespace: text(metadata['namespace']) || defaultNamespace,
    name: text(metadata['name']) || text(metadata['generateName']),
    pod: below.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), object),
    path: pointer(path, ...below),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
