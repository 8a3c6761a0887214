/** How to reach an API server, and as whom. */
export interface ClusterAccess {
  readonly server: URL;
  /** PEM, as it is now; absent: the CAs that Node trusts. */
  readonly ca?: (() => Promise<string>) | undefined;
  /** PEM, for those who prove themselves with a certificate. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string } | undefined;
  /** The bearer token as it is now; absent: none is sent. */
  readonly token?: (() => Promise<string>) | undefined;
}
