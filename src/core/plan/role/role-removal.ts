import type { RolesAnywhereProfile } from '../../anywhere/profile.ts';
import type { IamraConfig } from '../../config/iamra-config.ts';
import type { Change } from '../change.ts';
import type { DeletableRole, RoleDeletionStep } from './delete-role.ts';

/** What is to be removed: a role, or one ServiceAccount from it. */
export interface RoleRemoval {
  readonly name: string;
  /** `namespace/name`; absent: the whole role. */
  readonly serviceAccount: string | undefined;
}

/** What is there now. */
export interface RemovalObservation {
  readonly profile: RolesAnywhereProfile | undefined;
  readonly role: DeletableRole | undefined;
  /** Needed where only a ServiceAccount goes. */
  readonly trustAnchorArn: string | undefined;
}

/** One write, in the order of the plan. */
export type RoleRemovalStep =
  | {
      readonly kind: 'leave-profile';
      readonly title: string;
      readonly profileId: string;
      readonly roleArn: string;
    }
  | {
      readonly kind: 'update-trust-policy';
      readonly title: string;
      readonly roleName: string;
      /** JSON */
      readonly trustPolicy: string;
    }
  | RoleDeletionStep;

export interface RoleRemovalPlan {
  readonly changes: readonly Change[];
  readonly steps: readonly RoleRemovalStep[];
  /** `iamra.yaml` as it is afterwards. */
  readonly config: IamraConfig;
}
