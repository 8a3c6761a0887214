import type { AttributeMapping } from '../../anywhere/profile.ts';
import type { Tags } from '../../anywhere/tags.ts';
import type { Change } from '../change.ts';
import type { InlinePolicy, TargetRole } from './init-target.ts';

/** One write, in the order of the plan; what it needs of earlier steps is looked up when it runs. */
export type InitStep = CaStep | TrustAnchorStep | RoleStep | ProfileStep;

interface Titled {
  /** What a person reads while it runs. */
  readonly title: string;
}

export type CaStep = Titled & { readonly kind: 'create-ca' };

export type TrustAnchorStep = Titled &
  (
    | { readonly kind: 'create-trust-anchor' }
    | { readonly kind: 'rename-trust-anchor' }
    | { readonly kind: 'enable-trust-anchor' }
    | { readonly kind: 'put-notification-settings' }
    | { readonly kind: 'tag-trust-anchor'; readonly tags: Tags }
  );

export type RoleStep = Titled & { readonly role: TargetRole } & (
    | { readonly kind: 'create-role' }
    | { readonly kind: 'update-trust-policy' }
    | { readonly kind: 'update-session-duration' }
    | { readonly kind: 'put-permissions-boundary'; readonly policyArn: string }
    | { readonly kind: 'tag-role'; readonly tags: Tags }
    | { readonly kind: 'attach-policy'; readonly policyArn: string }
    | { readonly kind: 'detach-policy'; readonly policyArn: string }
    | { readonly kind: 'put-inline-policy'; readonly policy: InlinePolicy }
    | { readonly kind: 'delete-inline-policy'; readonly policyName: string }
  );

export type ProfileStep = Titled &
  (
    | { readonly kind: 'create-profile' }
    | { readonly kind: 'update-profile' }
    | { readonly kind: 'enable-profile' }
    | { readonly kind: 'tag-profile'; readonly tags: Tags }
    | { readonly kind: 'put-attribute-mapping'; readonly mapping: AttributeMapping }
    | { readonly kind: 'delete-attribute-mapping'; readonly mapping: AttributeMapping }
  );

export type ResourceKind = 'workload-ca' | 'trust-anchor' | 'role' | 'profile';

/** A resource with what must be written for it; no step where it is as it should be. */
export interface PlannedResource {
  readonly kind: ResourceKind;
  readonly change: Change;
  readonly steps: readonly InitStep[];
}

/** A write and how the plan shows it. */
export interface Repair {
  readonly step: InitStep;
  /** Lines. */
  readonly details: readonly string[];
}
