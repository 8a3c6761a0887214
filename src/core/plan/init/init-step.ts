import type { AttributeMapping } from '../../anywhere/profile.ts';
import type { RoleConfig } from '../../config/iamra-config.ts';
import type { Change } from '../change.ts';

/** One write, in the order of the plan; what it needs of earlier steps is looked up when it runs. */
export type InitStep =
  | { readonly kind: 'create-ca'; readonly title: string }
  | { readonly kind: 'create-trust-anchor'; readonly title: string }
  | { readonly kind: 'enable-trust-anchor'; readonly title: string }
  | { readonly kind: 'put-notification-settings'; readonly title: string }
  | { readonly kind: 'create-role'; readonly title: string; readonly role: RoleConfig }
  | { readonly kind: 'update-trust-policy'; readonly title: string; readonly role: RoleConfig }
  | { readonly kind: 'update-session-duration'; readonly title: string; readonly role: RoleConfig }
  | {
      readonly kind: 'attach-policy';
      readonly title: string;
      readonly role: RoleConfig;
      readonly policyArn: string;
    }
  | { readonly kind: 'create-profile'; readonly title: string }
  | { readonly kind: 'update-profile'; readonly title: string }
  | { readonly kind: 'enable-profile'; readonly title: string }
  | {
      readonly kind: 'put-attribute-mapping';
      readonly title: string;
      readonly mapping: AttributeMapping;
    };

/** A resource with what must be written for it; no step where it is as it should be. */
export interface PlannedResource {
  readonly change: Change;
  readonly steps: readonly InitStep[];
}
