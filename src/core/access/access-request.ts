import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Role } from '../anywhere/role.ts';
import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import type { ServiceAccountName } from '../identity/service-account.ts';
import type { CertificateFacts } from '../pki/certificate-facts.ts';
import type { MappedNames } from '../pki/principal-tags.ts';

/** Who wants a session of which role, and all that AWS holds about it. */
export interface AccessRequest {
  readonly account: ServiceAccountName;
  readonly certificate: PresentedCertificate;
  readonly trustAnchor: Looked<TrustAnchor>;
  /** PEM, of the enabled lists of the trust anchor. */
  readonly revocationLists: readonly string[];
  readonly profile: Looked<RolesAnywhereProfile>;
  readonly role: RequestedRole;
  /** Seconds; absent: as long as the profile says. */
  readonly durationSeconds: number | undefined;
  /** Absent: none is asked for. */
  readonly sessionName: string | undefined;
  readonly now: Date;
}

/** Something that was looked for by its ARN. */
export interface Looked<T> {
  readonly arn: string;
  /** Undefined where AWS has none. */
  readonly found: T | undefined;
}

export interface RequestedRole extends Looked<Role> {
  /** `iamra.yaml` names it. */
  readonly isOurs: boolean;
}

/** A certificate with its chain, or only the names that one would have. */
export type PresentedCertificate =
  | {
      readonly kind: 'issued';
      readonly leaf: CertificateFacts;
      readonly chain: readonly CertificateFacts[];
    }
  | { readonly kind: 'expected'; readonly names: MappedNames };
