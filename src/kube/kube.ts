/** An object of the Kubernetes API, as far as every kind has it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly generateName?: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    /** Since when it is being deleted. */
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Which object: kind, name, and the namespace of kinds that live in one. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** An object of a kind that a CustomResourceDefinition adds, in a namespace. */
export interface CustomReference extends ObjectReference {
  readonly namespace: string;
  /** The kind as URLs have it. */
  readonly plural: string;
}

export interface ListQuery {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface WriteOptions {
  /** The server checks and admits, and stores nothing. */
  readonly dryRun?: boolean;
}

export interface ApplyOptions extends WriteOptions {
  /** Absent: `iamra`. */
  readonly manager?: string;
  /** Takes fields from other managers; without it they are a conflict. Absent: true. */
  readonly force?: boolean;
}

export interface DeleteOptions {
  /** Refused where the object has changed since. */
  readonly resourceVersion?: string | undefined;
}

/** What iamra needs of a cluster; every call throws an IamraError of 1xx, or of 3xx where admission refused. */
export interface Kube {
  /** Of the kubeconfig. */
  readonly context: string;
  /** The API server's URL. */
  readonly server: string;
  /** Of the context; `default` where it names none. */
  readonly namespace: string;
  /** The API server's release: `v1.36.3`. */
  readonly version: () => Promise<string>;
  /** Undefined where there is none, or where the kind is not served. */
  readonly get: <T extends KubeObject>(reference: ObjectReference) => Promise<T | undefined>;
  /** Empty where the kind is not served. */
  readonly list: <T extends KubeObject>(query: ListQuery) => Promise<T[]>;
  readonly create: <T extends KubeObject>(object: T, options?: WriteOptions) => Promise<T>;
  /** Server-side apply. */
  readonly apply: <T extends KubeObject>(object: T, options?: ApplyOptions) => Promise<T>;
  /** Merge patch: what the object says is written, null removes. */
  readonly merge: (
    reference: ObjectReference,
    patch: object,
    options?: WriteOptions,
  ) => Promise<KubeObject>;
  /** The same for what the status says; only for kinds that are no part of Kubernetes itself. */
  readonly mergeStatus: (reference: CustomReference, patch: object) => Promise<void>;
  /** Says whether there was one. */
  readonly delete: (reference: ObjectReference, options?: DeleteOptions) => Promise<boolean>;
  /** Whether this identity may do it. */
  readonly may: (access: AccessQuery) => Promise<boolean>;
  /** GET of a pod's port through the API server's proxy. */
  readonly podProxy: (target: PodPort, path: string) => Promise<{ status: number; body: string }>;
  /** What a container has written so far. */
  readonly log: (target: PodContainer) => Promise<string>;
}

export interface AccessQuery {
  readonly verb: string;
  readonly group?: string;
  readonly resource: string;
  /** `status` */
  readonly subresource?: string;
  readonly namespace?: string;
}

export interface PodContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export interface PodPort {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}
