/** A ServiceAccount of opted-in pods with the certificate that they mount. */
export interface IdentityState {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly secretName: string;
  /** The Secret that the user names, with a certificate from elsewhere. */
  readonly isOwnCertificate: boolean;
  readonly certificate: CertificateState | undefined;
  readonly secret: SecretState;
}

/** A Certificate of cert-manager. */
export interface CertificateState {
  readonly name: string;
  readonly createdAt: Date;
  readonly isReady: boolean;
  /** Of its condition Ready. */
  readonly message: string;
  readonly notAfter: Date | undefined;
  readonly renewalTime: Date | undefined;
}

export type SecretState =
  | { readonly state: 'found'; readonly certificatePem: string }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly reason: string };

/** What a Certificate of the workload issuer asks for. */
export interface IdentityCertificate {
  readonly namespace: string;
  readonly name: string;
  readonly uris: readonly string[];
  readonly isCa: boolean;
  /** Fields that an identity must not have: `dnsNames`, `literalSubject`, … */
  readonly otherNames: readonly string[];
}

/** The Secret that the workload issuer signs with. */
export type WorkloadCa =
  | {
      /** `cert-manager/iamra-workload-ca` */
      readonly secretName: string;
      readonly secret: SecretState;
      /** The one that pods are told of, where the installation names it. */
      readonly trustAnchorArn?: string | undefined;
    }
  | { readonly absent: string };
