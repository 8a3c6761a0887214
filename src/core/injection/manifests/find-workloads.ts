import { pointer } from '../../json-patch/pointer.ts';
import type { Annotations } from '../injection-input.ts';
import { annotationsOf } from '../pod/pod.ts';

/** A pod, or what makes pods, in a document. */
export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of the workload itself, whatever they are. */
  readonly annotations: Annotations;
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
const cronTemplate = ['spec', 'jobTemplate', ...template];

const templatePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1/Pod', []],
  ['v1/PodTemplate', ['template']],
  ['v1/ReplicationController', template],
  ['apps/v1/Deployment', template],
  ['apps/v1/StatefulSet', template],
  ['apps/v1/DaemonSet', template],
  ['apps/v1/ReplicaSet', template],
  ['batch/v1/Job', template],
  ['batch/v1/CronJob', cronTemplate],
]);

/** The objects of a document: one, or the items of a `List`, `PodList`, …. */
export function listObjects(value: unknown, path = ''): PlacedObject[] {
  if (!isObject(value)) return [];
  const { apiVersion, kind, items } = value;
  if (!text(kind).endsWith('List') || !Array.isArray(items)) return [{ object: value, path }];
  // The API server leaves both out of the items of a list of one kind.
  const implied = kind === 'List' ? {} : { apiVersion, kind: text(kind).slice(0, -'List'.length) };
  return items.flatMap((item: unknown, index) =>
    listObjects(isObject(item) ? { ...implied, ...item } : item, `${path}/items/${index}`),
  );
}

/** The object as a workload; undefined where it makes no pods. */
export function workloadOf(
  { object, path }: PlacedObject,
  defaultNamespace: string,
): Workload | undefined {
  const { apiVersion, kind } = object;
  const below = templatePaths.get(`${text(apiVersion)}/${text(kind)}`) ?? templateByShape(object);
  if (below === undefined) return undefined;
  const { namespace, name } = describeObject(object);
  return {
    kind: text(kind),
    namespace: namespace ?? defaultNamespace,
    name,
    annotations: annotationsOf(object),
    pod: memberAt(object, below),
    path: pointer(path, ...below),
  };
}

/** What messages call an object; without a kind it is none of the Kubernetes API. */
export function describeObject(object: PlacedObject['object']): {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
} {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  return {
    kind: text(object['apiVersion']) === '' ? '' : text(object['kind']),
    namespace: text(metadata['namespace']) || undefined,
    name: text(metadata['name']) || text(metadata['generateName']),
  };
}

// A custom kind, or an old version of a known one: it makes pods if it has a pod template where the
// known ones have theirs.
function templateByShape(object: PlacedObject['object']): readonly string[] | undefined {
  if (describeObject(object).kind === '') return undefined;
  return [template, cronTemplate].find((path) =>
    Array.isArray(memberAt(object, [...path, 'spec', 'containers'])),
  );
}

function memberAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), object);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
