/** What a rule gives to pods, and to which; every member is optional in the resource. */
export interface RuleSpec {
  /** 0 to 1000, the lower first; absent: 100. */
  readonly order?: number;
  /** What becomes of an item that the pod has otherwise; absent: `skip`. */
  readonly onConflict?: OnConflict;
  /** Of a ClusterInjectionRule alone; absent or empty: every namespace but the excluded. */
  readonly namespaceSelector?: LabelSelector;
  /** Of pods; absent or empty: all. */
  readonly labelSelector?: LabelSelector;
  /** Whom `volumeMounts`, `env` and `envFrom` go to; absent: every container but the agent. */
  readonly targetContainers?: readonly string[];
  readonly containers?: readonly NamedPart[];
  readonly initContainers?: readonly NamedPart[];
  readonly volumes?: readonly NamedPart[];
  /** Of volumes of this rule. */
  readonly volumeMounts?: readonly RuleVolumeMount[];
  readonly env?: readonly NamedPart[];
  readonly envFrom?: readonly Part[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Part[];
  readonly affinity?: RuleAffinity;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly imagePullSecrets?: readonly NamedPart[];
  /** Of the pod. */
  readonly securityContext?: Part;
}

export type OnConflict = 'skip' | 'fail' | 'replace';

/** A part of a pod as Kubernetes defines it, in raw JSON. */
export type Part = Readonly<Record<string, unknown>>;

export type NamedPart = Part & { readonly name: string };

export type RuleVolumeMount = NamedPart & { readonly mountPath: string };

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

export interface RuleAffinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: {
      readonly nodeSelectorTerms: readonly NodeSelectorTerm[];
    };
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly Part[];
  };
  readonly podAffinity?: PodAffinityParts;
  readonly podAntiAffinity?: PodAffinityParts;
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly Part[];
  readonly matchFields?: readonly Part[];
}

export interface PodAffinityParts {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Part[];
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly Part[];
}

/** A rule that was read, and found good. */
export interface InjectionRule {
  readonly kind: RuleKind;
  /** Of an InjectionRule, which counts in its own namespace only. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly spec: RuleSpec;
}

export type RuleKind = 'InjectionRule' | 'ClusterInjectionRule';

/** What the installation decides for all rules. */
export interface RuleSettings {
  readonly excludedNamespaces: readonly string[];
}

/** Names a rule among all: `name` of a cluster's, `namespace/name` of a namespace's. */
export function ruleKey({ namespace, name }: Pick<InjectionRule, 'namespace' | 'name'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
