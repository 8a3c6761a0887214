import type { AttributeMapping, RolesAnywhereProfile } from '../core/anywhere/profile.ts';
import type { ImportedRevocationList } from '../core/anywhere/revocation-list.ts';
import type { Subject } from '../core/anywhere/subject.ts';
import type { Tags } from '../core/anywhere/tags.ts';
import type { NotificationSetting, TrustAnchor } from '../core/anywhere/trust-anchor.ts';

export interface ProfileInput {
  readonly name: string;
  readonly roleArns: readonly string[];
  /** Seconds */
  readonly durationSeconds: number;
  readonly acceptRoleSessionName: boolean;
  /** JSON; AWS keeps the one it has where this is absent, and has no call that takes one away. */
  readonly sessionPolicy?: string;
  readonly managedPolicyArns?: readonly string[];
}

export interface TrustAnchorInput {
  readonly name: string;
  /** PEM, one or two certificates. */
  readonly certificates: string;
}

export interface RevocationListInput {
  readonly name: string;
  /** PEM */
  readonly text: string;
  readonly trustAnchorArn: string;
}

export interface TrustAnchors {
  readonly listTrustAnchors: () => Promise<TrustAnchor[]>;
  /** Undefined where there is none. */
  readonly getTrustAnchor: (id: string) => Promise<TrustAnchor | undefined>;
  readonly createTrustAnchor: (input: TrustAnchorInput & { tags: Tags }) => Promise<TrustAnchor>;
  /** Without certificates it keeps those that it has. */
  readonly updateTrustAnchor: (
    id: string,
    input: { readonly name: string; readonly certificates?: string },
  ) => Promise<void>;
  readonly enableTrustAnchor: (id: string) => Promise<void>;
  readonly putNotificationSettings: (
    id: string,
    settings: readonly NotificationSetting[],
  ) => Promise<void>;
  readonly deleteTrustAnchor: (id: string) => Promise<void>;
}

export interface Profiles {
  readonly listProfiles: () => Promise<RolesAnywhereProfile[]>;
  /** Undefined where there is none. */
  readonly getProfile: (id: string) => Promise<RolesAnywhereProfile | undefined>;
  readonly createProfile: (input: ProfileInput & { tags: Tags }) => Promise<RolesAnywhereProfile>;
  readonly updateProfile: (id: string, input: ProfileInput) => Promise<void>;
  readonly enableProfile: (id: string) => Promise<void>;
  readonly putAttributeMapping: (id: string, mapping: AttributeMapping) => Promise<void>;
  /** Takes away single specifiers of a field. */
  readonly deleteAttributeMapping: (id: string, mapping: AttributeMapping) => Promise<void>;
  readonly deleteProfile: (id: string) => Promise<void>;
}

export interface RevocationLists {
  readonly listRevocationLists: () => Promise<ImportedRevocationList[]>;
  /** Enabled from the start. */
  readonly importRevocationList: (
    input: RevocationListInput & { tags: Tags },
  ) => Promise<ImportedRevocationList>;
  readonly updateRevocationList: (
    id: string,
    input: Pick<RevocationListInput, 'name' | 'text'>,
  ) => Promise<void>;
  readonly enableRevocationList: (id: string) => Promise<void>;
  readonly deleteRevocationList: (id: string) => Promise<void>;
}

export interface Subjects {
  /** Without the certificates of each. */
  readonly listSubjects: () => Promise<Subject[]>;
  /** Undefined where there is none. */
  readonly getSubject: (id: string) => Promise<Subject | undefined>;
}

export interface ResourceTags {
  readonly listTags: (arn: string) => Promise<Tags>;
  readonly tagResource: (arn: string, tags: Tags) => Promise<void>;
  readonly untagResource: (arn: string, keys: readonly string[]) => Promise<void>;
}

/** What iamra needs of the Roles Anywhere control plane; every call throws an IamraError of 2xx. */
export interface RolesAnywhere
  extends TrustAnchors,
    Profiles,
    RevocationLists,
    Subjects,
    ResourceTags {}
