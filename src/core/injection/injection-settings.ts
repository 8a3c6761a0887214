import type { Sidecar } from './sidecar.ts';

/** What the installation decides for all pods; the chart's values, or flags of `iamra inject`. */
export interface InjectionSettings {
  /** The agent's image. */
  readonly image: string;
  readonly imagePullPolicy?: ImagePullPolicy | undefined;
  /** TCP ports of the agent: credentials on 127.0.0.1, health on all addresses. */
  readonly ports: { readonly credentials: number; readonly health: number };
  /** What holds where neither pod nor ServiceAccount says otherwise. */
  readonly defaults: InjectionDefaults;
  readonly excludedNamespaces: readonly string[];
  /** What the agent requests, as Kubernetes quantities; its limits too in a Guaranteed pod. */
  readonly resources: SidecarResources;
  /** AWS's own image, for pods that want it in the agent's place. */
  readonly signingHelper: SigningHelperSettings;
  readonly tokenAudience: string;
  /** Kubernetes takes 600 and more. */
  readonly tokenExpirationSeconds: number;
  /** Where the agent reaches Roles Anywhere, if not at AWS's public endpoint. */
  readonly endpointUrl?: string | undefined;
  /** A ConfigMap, present in each pod's namespace, with further CAs (PEM) that the agent trusts. */
  readonly caBundle?: { readonly configMap: string; readonly key: string } | undefined;
  readonly compatibility?: Compatibility | undefined;
}

type ImagePullPolicy = 'Always' | 'IfNotPresent' | 'Never';

/** Kubernetes quantities. */
export interface SidecarResources {
  readonly cpu: string;
  readonly memory: string;
}

export interface SigningHelperSettings {
  readonly image: string;
  readonly imagePullPolicy?: ImagePullPolicy | undefined;
  readonly resources: SidecarResources;
}

/** Which annotations of others count beside ours; none where it is absent. */
export interface Compatibility {
  /** Those of EKS' IRSA on ServiceAccounts. */
  readonly eksAnnotations: boolean;
}

export interface InjectionDefaults {
  readonly trustAnchorArn?: string | undefined;
  readonly profileArn?: string | undefined;
  readonly region?: string | undefined;
  /** Seconds, 900 to 43200. */
  readonly sessionDuration?: number | undefined;
  readonly sidecar?: Sidecar | undefined;
}
