/** A Deployment, as far as it tells whether its program runs. */
export interface DeploymentState {
  readonly namespace: string;
  readonly name: string;
  readonly wanted: number;
  readonly ready: number;
}

export interface CertManagerState {
  /** Kinds of cert-manager that the API server doesn't serve. */
  readonly missingKinds: readonly string[];
  readonly controllers: readonly DeploymentState[];
}

/** Whether cainjector filled in the caBundle of a throw-away configuration, and what may explain why not. */
export interface CaInjection {
  readonly injected: boolean;
  readonly waitedSeconds: number;
  readonly deployments: readonly DeploymentState[];
  readonly lease?: { readonly name: string; readonly renewedAt: Date | undefined } | undefined;
}

export interface IssuerState {
  /** “ClusterIssuer iamra-workload”, “Issuer iamra-system/iamra-injector-webhook”. */
  readonly name: string;
  /** A command that tells more. */
  readonly inspect: string;
  readonly state: 'ready' | 'not-ready' | 'missing';
  readonly message?: string | undefined;
}

export interface WebhookState {
  /** Undefined where there is no MutatingWebhookConfiguration of ours. */
  readonly entries: readonly WebhookEntry[] | undefined;
  /** PEM. */
  readonly caBundle: string;
  readonly service: { readonly namespace: string; readonly name: string } | undefined;
  readonly serviceExists: boolean;
  readonly readyEndpoints: number;
}

export interface WebhookEntry {
  readonly name: string;
  readonly failurePolicy: string;
}

/** The chain that the webhook shows; `from` says whether it was seen on the wire. */
export interface ServedCertificate {
  readonly from: 'connection' | 'secret' | 'nowhere';
  /** Why the connection failed, where it did. */
  readonly reason?: string | undefined;
  /** PEM, leaf first. */
  readonly chain: string;
  /** What the API server calls it. */
  readonly host: string;
}

export interface PolicyState {
  readonly name: string;
  readonly purpose: 'guard' | 'identity';
  readonly exists: boolean;
  /** A binding whose actions include Deny. */
  readonly isEnforced: boolean;
  /** What the API server finds wrong with its expressions. */
  readonly warnings: readonly string[];
}

/** What became of a pod with our annotations that the API server admitted without storing it. */
export interface TestPod {
  readonly namespace: string;
  readonly outcome:
    | { readonly kind: 'admitted'; readonly pod: unknown }
    | { readonly kind: 'refused'; readonly message: string }
    | { readonly kind: 'excluded' };
}
