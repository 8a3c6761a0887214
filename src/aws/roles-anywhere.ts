import type { AttributeMapping, RolesAnywhereProfile } from '../core/anywhere/profile.ts';
import type { Tags } from '../core/anywhere/tags.ts';
import type { NotificationSetting, TrustAnchor } from '../core/anywhere/trust-anchor.ts';

export interface ProfileInput {
  readonly name: string;
  readonly roleArns: readonly string[];
  readonly durationSeconds: number;
  readonly acceptRoleSessionName: boolean;
}

/** What iamra needs of the Roles Anywhere control plane; every call throws an IamraError of 2xx. */
export interface RolesAnywhere {
  readonly listTrustAnchors: () => Promise<TrustAnchor[]>;
  /** Undefined where there is none. */
  readonly getTrustAnchor: (id: string) => Promise<TrustAnchor | undefined>;
  readonly createTrustAnchor: (input: {
    name: string;
    certificates: string;
    tags: Tags;
  }) => Promise<TrustAnchor>;
  readonly enableTrustAnchor: (id: string) => Promise<void>;
  readonly putNotificationSettings: (
    id: string,
    settings: readonly NotificationSetting[],
  ) => Promise<void>;
  readonly listProfiles: () => Promise<RolesAnywhereProfile[]>;
  /** Undefined where there is none. */
  readonly getProfile: (id: string) => Promise<RolesAnywhereProfile | undefined>;
  readonly createProfile: (input: ProfileInput & { tags: Tags }) => Promise<RolesAnywhereProfile>;
  readonly updateProfile: (id: string, input: ProfileInput) => Promise<void>;
  readonly enableProfile: (id: string) => Promise<void>;
  readonly putAttributeMapping: (id: string, mapping: AttributeMapping) => Promise<void>;
  readonly listTags: (arn: string) => Promise<Tags>;
}
