/** A Kubernetes cluster to test against, cert-manager and DNS in it. */
export interface Cluster {
  /** Path of its kubeconfig; the user's own is never read or written. */
  readonly kubeconfig: string;
  /** An address of this machine that pods reach: servers of the tests listen there. */
  readonly hostAddress: string;
  /** Runs kubectl and gives its standard output; `input` goes to standard input. */
  readonly kubectl: (words: readonly string[], input?: string) => Promise<string>;
  /** Runs Helm and gives its standard output. */
  readonly helm: (version: HelmVersion, words: readonly string[]) => Promise<string>;
  /** Puts an image (a docker-archive) onto the node. */
  readonly importImage: (archive: string) => Promise<void>;
  /** Ends what starting it began; a cluster that ran before goes on. */
  readonly stop: () => Promise<void>;
}

export type HelmVersion = 3 | 4;

/** One way to come by a cluster. */
export interface ClusterProvider {
  /** One line for people: what this cluster is. */
  readonly title: string;
  /** Path of its kubeconfig, whether or not it runs. */
  readonly kubeconfig: string;
  readonly isRunning: () => Promise<boolean>;
  /** Starts it, or finds it running. */
  readonly start: () => Promise<Cluster>;
  readonly stop: () => Promise<void>;
  /** Lines for people: what runs. */
  readonly status: () => Promise<readonly string[]>;
}
