import type { Annotations } from '../injection-input.ts';
import { serviceAccountNameOf } from '../pod/pod.ts';
import type { PlacedObject } from './find-workloads.ts';

/** What a stream of objects says about the ServiceAccounts and namespaces of its workloads. */
export interface StreamAnnotations {
  serviceAccount(namespace: string, pod: unknown): Annotations | undefined;
  namespace(name: string): Annotations | undefined;
}

/** Collects the annotations of the ServiceAccounts and Namespaces among the objects. */
export function readStreamAnnotations(
  objects: readonly PlacedObject[],
  defaultNamespace: string,
): StreamAnnotations {
  const accounts = new Map<string, Annotations>();
  const namespaces = new Map<string, Annotations>();
  for (const { object } of objects) {
    if (object['apiVersion'] !== 'v1') continue;
    const { name, namespace, annotations } = (object['metadata'] ?? {}) as ObjectMetadata;
    if (typeof name !== 'string') continue;
    if (object['kind'] === 'Namespace') namespaces.set(name, strings(annotations));
    if (object['kind'] === 'ServiceAccount') {
      const place =
        typeof namespace === 'string' && namespace !== '' ? namespace : defaultNamespace;
      accounts.set(`${place}/${name}`, strings(annotations));
    }
  }
  return {
    namespace: (name) => namespaces.get(name),
    serviceAccount: (namespace, pod) => accounts.get(`${namespace}/${serviceAccountNameOf(pod)}`),
  };
}

interface ObjectMetadata {
  readonly name?: unknown;
  readonly namespace?: unknown;
  readonly annotations?: unknown;
}

/** Annotations whose values are no strings become ones that no rule takes: they are then reported. */
function strings(annotations: unknown): Annotations {
  return Object.fromEntries(
    Object.entries(annotations ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
