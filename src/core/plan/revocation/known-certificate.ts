import type { ServiceAccountName } from '../../identity/service-account.ts';

/** A certificate that is to be revoked, and what is known of it. */
export interface KnownCertificate {
  /** As in `CertificateFacts`. */
  readonly serialNumber: string;
  /** Fingerprint of the CA of the anchor that issued it; undefined: any of them may have. */
  readonly issuer: string | undefined;
  readonly serviceAccount: ServiceAccountName | undefined;
  readonly notBefore: Date | undefined;
  readonly notAfter: Date | undefined;
  /** Where it was seen: `Secret default/iamra-web`, `AWS`. */
  readonly seenIn: readonly string[];
}
