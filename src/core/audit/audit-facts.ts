import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Role } from '../anywhere/role.ts';
import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import type { IamraConfig } from '../config/iamra-config.ts';
import type { AuditedPlace } from './audited-role.ts';

/** All that an audit looks at. */
export interface AuditFacts {
  readonly place: AuditedPlace;
  /** Of the account, or the one that was asked for. */
  readonly roles: readonly Role[];
  /** Whether these are all roles of the account. */
  readonly isWhole: boolean;
  /** Of the region. */
  readonly trustAnchors: readonly TrustAnchor[];
  readonly profiles: readonly RolesAnywhereProfile[];
  /** `iamra.yaml`, where there is one. */
  readonly config: IamraConfig | undefined;
}
