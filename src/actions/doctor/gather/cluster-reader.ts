import type { Kube, KubeObject, ListQuery, ObjectReference } from '../../../kube/kube.ts';

/** Of a Kubernetes object, what gathering looks at besides what the kind adds. */
export interface ClusterObject extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly name: string;
    readonly ownerReferences?: readonly OwnerReference[];
  };
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly controller?: boolean;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

/** Reads objects as the plain JSON that the API server sent: clients make dates and classes of it. */
export async function readAll<T extends ClusterObject>(kube: Kube, query: ListQuery): Promise<T[]> {
  return plain(await kube.list(query)) as T[];
}

/** Undefined where there is none. */
export async function readOne<T extends ClusterObject>(
  kube: Kube,
  reference: ObjectReference,
): Promise<T | undefined> {
  const found = await kube.get(reference);
  return found === undefined ? undefined : (plain(found) as T);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
