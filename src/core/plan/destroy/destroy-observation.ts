import type { RolesAnywhereProfile } from '../../anywhere/profile.ts';
import type { ImportedRevocationList } from '../../anywhere/revocation-list.ts';
import type { Tags } from '../../anywhere/tags.ts';
import type { TrustAnchor } from '../../anywhere/trust-anchor.ts';
import type { DeletableRole } from '../role/delete-role.ts';

export type Tagged<T> = T & { readonly tags: Tags };

/** What AWS holds that may be of the cluster; whether it is, its tags say. */
export interface DestroyObservation {
  readonly revocationLists: readonly Tagged<ImportedRevocationList>[];
  readonly profiles: readonly Tagged<RolesAnywhereProfile>[];
  readonly roles: readonly DeletableRole[];
  readonly trustAnchors: readonly Tagged<TrustAnchor>[];
}
