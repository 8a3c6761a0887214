import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Role } from '../anywhere/role.ts';
import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import type { IamraConfig } from '../config/iamra-config.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';

/** The place in AWS that is audited. */
export interface AuditedPlace {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** A role's trust policy, and what of the account can lead to it. */
export interface AuditedRole {
  readonly place: AuditedPlace;
  readonly role: Pick<Role, 'name' | 'arn'>;
  readonly document: PolicyDocument;
  readonly trustAnchors: readonly TrustAnchor[];
  /** Those that list the role. */
  readonly profiles: readonly RolesAnywhereProfile[];
  /** `iamra.yaml`, where there is one. */
  readonly config: IamraConfig | undefined;
}
