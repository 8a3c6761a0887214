import type { RolesAnywhereProfile } from '../../anywhere/profile.ts';
import type { Role } from '../../anywhere/role.ts';
import type { TrustAnchor } from '../../anywhere/trust-anchor.ts';
import type { RoleConfig } from '../../config/iamra-config.ts';

/** What `init` wants to be true. */
export interface InitTarget {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  /** Seconds; the profile's, and what each role must allow. */
  readonly durationSeconds: number;
  readonly roles: readonly RoleConfig[];
}

/** What is there now. */
export interface InitObservation {
  /** Whether the CA is there. */
  readonly hasCa: boolean;
  /** Where it is, or will be, kept; absent: nowhere that is known. */
  readonly caPlace?: string | undefined;
  readonly trustAnchor: TrustAnchor | undefined;
  readonly profile: RolesAnywhereProfile | undefined;
  readonly roles: readonly ObservedRole[];
}

export interface ObservedRole {
  readonly role: Role;
  readonly attachedPolicyArns: readonly string[];
}
