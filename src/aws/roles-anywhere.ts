/** Where Roles Anywhere's certificates are trusted from. */
export interface TrustAnchor {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly enabled: boolean;
  /** PEM, one or two certificates; empty for an AWS Private CA. */
  readonly certificates: string;
  readonly notificationSettings: readonly NotificationSetting[];
}

export type NotificationEvent = 'CA_CERTIFICATE_EXPIRY' | 'END_ENTITY_CERTIFICATE_EXPIRY';

export interface NotificationSetting {
  readonly event: NotificationEvent;
  readonly enabled: boolean;
  /** Days before the expiry. */
  readonly threshold?: number;
}

export type CertificateField = 'x509Subject' | 'x509Issuer' | 'x509SAN';

/** Which part of a certificate becomes session tags. */
export interface AttributeMapping {
  readonly certificateField: CertificateField;
  readonly specifiers: readonly string[];
}

/** The Roles Anywhere profile: which roles, for how long. */
export interface RolesAnywhereProfile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly roleArns: readonly string[];
  readonly durationSeconds: number;
  readonly acceptRoleSessionName: boolean;
  readonly attributeMappings: readonly AttributeMapping[];
}

export type Tags = Readonly<Record<string, string>>;

export interface ProfileInput {
  readonly name: string;
  readonly roleArns: readonly string[];
  readonly durationSeconds: number;
  readonly acceptRoleSessionName: boolean;
}

/** What iamra needs of the Roles Anywhere control plane; every call throws an IamraError of 2xx. */
export interface RolesAnywhere {
  listTrustAnchors(): Promise<TrustAnchor[]>;
  /** Undefined where there is none. */
  getTrustAnchor(id: string): Promise<TrustAnchor | undefined>;
  createTrustAnchor(input: {
    name: string;
    certificates: string;
    tags: Tags;
  }): Promise<TrustAnchor>;
  enableTrustAnchor(id: string): Promise<void>;
  putNotificationSettings(id: string, settings: readonly NotificationSetting[]): Promise<void>;
  listProfiles(): Promise<RolesAnywhereProfile[]>;
  /** Undefined where there is none. */
  getProfile(id: string): Promise<RolesAnywhereProfile | undefined>;
  createProfile(input: ProfileInput & { tags: Tags }): Promise<RolesAnywhereProfile>;
  updateProfile(id: string, input: ProfileInput): Promise<void>;
  enableProfile(id: string): Promise<void>;
  putAttributeMapping(id: string, mapping: AttributeMapping): Promise<void>;
  listTags(arn: string): Promise<Tags>;
}
