/** What the questions of `init` are answered with; absent: not asked, or left out. */
export interface InitAnswers {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly cluster: string;
  /** Of the kubeconfig; only where the CA goes into that cluster. */
  readonly context?: string | undefined;
  readonly 'ca-key-file'?: string | undefined;
  readonly role?: string | undefined;
  readonly 'service-account'?: readonly string[] | undefined;
  readonly policy?: readonly string[] | undefined;
}
