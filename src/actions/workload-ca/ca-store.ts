import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';

/** Where the CA that signs workloads is kept. */
export interface CaStore {
  /** As a plan says it: `Secret cert-manager/iamra-workload-ca of context home`. */
  readonly place: string;
  /**
   * The CA certificate, PEM; undefined where the CA is still to be made. The private key stays where it is.
   * @throws {IamraError} for what is there and is no usable CA of ours
   */
  readonly read: () => Promise<string | undefined>;
  /** Keeps a new CA; never replaces one. */
  readonly write: (ca: IssuedCertificate) => Promise<void>;
}
