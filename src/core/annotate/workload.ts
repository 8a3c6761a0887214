import type { ManagedFields } from './ownership/managed-fields.ts';
import type { TargetType } from './target-type.ts';

/** What each object of the Kubernetes API has, as far as annotating looks at it. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly managedFields?: readonly ManagedFields[];
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: ReadonlyArray<{
      readonly kind: string;
      readonly name: string;
      readonly uid: string;
    }>;
  };
}

/** A workload of any kind, or a ServiceAccount; what a kind has not is absent. */
export interface Workload extends ClusterObject {
  readonly spec?: WorkloadSpec;
  readonly status?: WorkloadStatus;
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly paused?: boolean;
  readonly suspend?: boolean;
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  /** Of StatefulSets and DaemonSets. */
  readonly updateStrategy?: {
    readonly type?: string;
    readonly rollingUpdate?: { readonly partition?: number };
  };
}

interface WorkloadStatus {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly updatedReplicas?: number;
  readonly availableReplicas?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly desiredNumberScheduled?: number;
  readonly updatedNumberScheduled?: number;
  readonly numberAvailable?: number;
  readonly conditions?: readonly Condition[];
}

/** A condition of a status, as all kinds have it. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** The raw pod template of a workload; a ServiceAccount itself. */
export function annotatedPart(object: ClusterObject, { path }: TargetType): unknown {
  return path.reduce<unknown>(
    (node, key) => (node as Readonly<Record<string, unknown>> | undefined)?.[key],
    object,
  );
}
