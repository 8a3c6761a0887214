import type { Annotations } from '../../../src/core/injection/injection-input.ts';

/** What ServiceAccounts say. */
export interface ServiceAccountReader {
  /** The annotations of a ServiceAccount that count, where nothing newer can matter. */
  knownAnnotationsOf(namespace: string, name: string): Annotations | undefined;

  /**
   * The annotations of a ServiceAccount that count; undefined where there is no such account.
   * @param deadline of performance.now(); beyond it the answer is of no use, and the call rejects
   */
  annotationsOf(
    namespace: string,
    name: string,
    deadline: number,
  ): Promise<Annotations | undefined>;
}

/** What namespaces say. */
export interface NamespaceReader {
  /**
   * The labels of a namespace; undefined where there is no such namespace.
   * @param deadline of performance.now(); beyond it the answer is of no use, and the call rejects
   */
  namespaceLabelsOf(namespace: string, deadline: number): Promise<Labels | undefined>;
}

export type Labels = Readonly<Record<string, string>>;

/** What the cluster says about a pod's surroundings. */
export interface ClusterReader extends ServiceAccountReader {
  /** Those annotations of a namespace that count for pods, as far as they are known by now. */
  namespaceAnnotationsOf(namespace: string): Annotations | undefined;
}
