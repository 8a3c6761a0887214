/** The parts of a pod that the planner reads; everything else passes by untouched. */
export interface Pod {
  readonly metadata?: PodMetadata | null;
  readonly spec: PodSpec;
}

export interface PodMetadata {
  readonly name?: unknown;
  readonly generateName?: unknown;
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
  readonly command?: unknown;
  readonly args?: unknown;
  readonly restartPolicy?: unknown;
  readonly env?: readonly EnvironmentVariable[] | null;
  readonly envFrom?: readonly unknown[] | null;
  readonly volumeMounts?: readonly VolumeMount[] | null;
  readonly volumeDevices?: ReadonlyArray<{ readonly devicePath?: unknown }> | null;
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
  readonly hostIP?: unknown;
  readonly protocol?: unknown;
}

export interface ResourceRequirements {
  readonly requests?: Readonly<Record<string, unknown>> | null;
  readonly limits?: Readonly<Record<string, unknown>> | null;
}

/** The annotations of raw JSON that may be no pod. */
export function annotationsOf(raw: unknown): Readonly<Record<string, string>> {
  const annotations = (raw as Partial<Pod> | null)?.metadata?.annotations;
  return typeof annotations === 'object' ? (annotations ?? {}) : {};
}

/** The labels of raw JSON that may be no pod. */
export function labelsOf(raw: unknown): Readonly<Record<string, unknown>> {
  const labels = (raw as Partial<Pod> | null)?.metadata?.labels;
  return typeof labels === 'object' ? (labels ?? {}) : {};
}

/** A pod's name, or what it will begin with; empty where it has neither yet. */
export function podNameOf({ metadata }: Pod): string {
  const { name, generateName } = metadata ?? {};
  if (typeof name === 'string' && name !== '') return name;
  return typeof generateName === 'string' ? generateName.replace(/-$/, '') : '';
}

/** The ServiceAccount that raw JSON names, which may be no pod, before and after the API's defaults. */
export function serviceAccountNameOf(raw: unknown): string {
  const spec = (raw as Partial<Pod> | null)?.spec;
  const named = [spec?.serviceAccountName, spec?.serviceAccount].find(
    (name) => typeof name === 'string' && name !== '',
  );
  return typeof named === 'string' ? named : 'default';
}
