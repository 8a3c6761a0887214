import type { ManifestFile } from '../../injection/manifests/edited-manifests.ts';
import {
  describeObject,
  listObjects,
  type Workload,
  workloadOf,
} from '../../injection/manifests/find-workloads.ts';
import { parseYamlStream } from '../../yaml-patch/yaml-stream.ts';

/** A pod to try rules on. */
export interface TriedPod {
  readonly file: string;
  /** Of the workload that makes it. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** As it is sent to the API server. */
  readonly pod: Readonly<Record<string, unknown>>;
  /** Absent where they are not known. */
  readonly namespaceLabels: Readonly<Record<string, string>> | undefined;
}

/**
 * The pods, and the pods of workloads, of some files; Namespaces among them tell their labels.
 * @throws {IamraError} IAMRA903 with the line
 */
export function triedPods(files: readonly ManifestFile[], namespace: string): TriedPod[] {
  const placed = files.flatMap(({ file, text }) =>
    parseYamlStream(text, file).documents.flatMap(({ value }) =>
      listObjects(value).map((object) => ({ file, object })),
    ),
  );
  const labels = new Map(
    placed
      .filter(({ object }) => object.object['kind'] === 'Namespace')
      .map(({ object: { object } }) => [describeObject(object).name, labelsIn(object)]),
  );
  return placed.flatMap(({ file, object }) => {
    const workload = workloadOf(object, namespace);
    if (workload === undefined) return [];
    return [{ file, ...podOf(workload), namespaceLabels: labels.get(workload.namespace) }];
  });
}

function podOf({ kind, namespace, name, pod }: Workload) {
  const { metadata, ...rest } = (pod ?? {}) as { readonly metadata?: object };
  const named = kind === 'Pod' ? {} : { generateName: `${name}-` };
  const whole = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, ...named, namespace },
    ...rest,
  };
  return { kind, namespace, name, pod: { ...whole, apiVersion: 'v1', kind: 'Pod' } };
}

function labelsIn(object: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const { labels = {} } = (object['metadata'] ?? {}) as {
    readonly labels?: Readonly<Record<string, string>>;
  };
  return labels;
}
