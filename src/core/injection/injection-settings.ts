/** What the installation decides for all pods; the chart's values, or flags of `iamra inject`. */
export interface InjectionSettings {
  /** The agent's image. */
  readonly image: string;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | undefined;
  /** TCP ports of the agent: credentials on 127.0.0.1, health on all addresses. */
  readonly ports: { readonly credentials: number; readonly health: number };
  /** What holds where neither pod nor ServiceAccount says otherwise. */
  readonly defaults: InjectionDefaults;
  readonly excludedNamespaces: readonly string[];
  /** What the agent requests, as Kubernetes quantities; its limits too in a Guaranteed pod. */
  readonly resources: { readonly cpu: string; readonly memory: string };
  readonly tokenAudience: string;
  /** Kubernetes takes 600 and more. */
  readonly tokenExpirationSeconds: number;
  /** Where the agent reaches Roles Anywhere, if not at AWS's public endpoint. */
  readonly endpointUrl?: string | undefined;
  /** A ConfigMap, present in each pod's namespace, with further CAs (PEM) that the agent trusts. */
  readonly caBundle?: { readonly configMap: string; readonly key: string } | undefined;
  readonly compatibility?: Compatibility | undefined;
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
}
