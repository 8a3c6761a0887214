/** The parts of a pod that the planner reads; everything else passes by untouched. */
export interface Pod {
  readonly metadata?: PodMetadata | null;
  readonly spec: PodSpec;
}

export interface PodMetadata {
  readonly annotations?: Readonly<Record<string, string>> | null;
  readonly labels?: Readonly<Record<string, unknown>> | null;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[] | null;
  readonly volumes?: readonly Volume[] | null;
  readonly serviceAccountName?: unknown;
  /** The deprecated name of `serviceAccountName`. */
  readonly serviceAccount?: unknown;
  readonly hostNetwork?: unknown;
  readonly shareProcessNamespace?: unknown;
  readonly os?: { readonly name?: unknown } | null;
  readonly nodeSelector?: Readonly<Record<string, unknown>> | null;
  /** Resources of the whole pod (KEP-2837). */
  readonly resources?: ResourceRequirements | null;
}

export interface Container {
  readonly name: string;
  readonly args?: unknown;
  readonly restartPolicy?: unknown;
  readonly env?: readonly EnvironmentVariable[] | null;
  readonly envFrom?: readonly unknown[] | null;
  readonly volumeMounts?: readonly VolumeMount[] | null;
  readonly ports?: readonly ContainerPort[] | null;
  readonly resources?: ResourceRequirements | null;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: unknown;
  readonly valueFrom?: unknown;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

export interface Volume {
  readonly name: string;
}

export interface ContainerPort {
  readonly containerPort?: unknown;
  readonly hostPort?: unknown;
  readonly protocol?: unknown;
}

export interface ResourceRequirements {
  readonly requests?: Readonly<Record<string, unknown>> | null;
  readonly limits?: Readonly<Record<string, unknown>> | null;
}

/** The name of the ServiceAccount that the pod runs as, before and after the API server's defaults. */
export function serviceAccountNameOf(pod: Pod): string {
  const { serviceAccountName, serviceAccount } = pod.spec;
  const named = [serviceAccountName, serviceAccount].find(
    (name) => typeof name === 'string' && name !== '',
  );
  return typeof named === 'string' ? named : 'default';
}
