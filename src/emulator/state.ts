/** Everything that the emulator remembers; plain data, so that `--state` can write it as JSON. */
export interface EmulatorState {
  readonly trustAnchors: TrustAnchorRecord[];
  readonly profiles: ProfileRecord[];
  readonly revocationLists: RevocationListRecord[];
  readonly subjects: SubjectRecord[];
  readonly roles: RoleRecord[];
  readonly policies: ManagedPolicyRecord[];
  readonly sessions: SessionRecord[];
}

export type Tags = Record<string, string>;

export interface NotificationSetting {
  event: 'CA_CERTIFICATE_EXPIRY' | 'END_ENTITY_CERTIFICATE_EXPIRY';
  enabled: boolean;
  threshold?: number;
  channel: 'ALL';
  configuredBy: string;
}

export interface TrustAnchorRecord {
  id: string;
  arn: string;
  name: string;
  enabled: boolean;
  /** PEM, one or two certificates. */
  certificates: string;
  notificationSettings: NotificationSetting[];
  tags: Tags;
  createdAt: string;
  updatedAt: string;
}

export interface AttributeMapping {
  certificateField: 'x509Subject' | 'x509Issuer' | 'x509SAN';
  mappingRules: { specifier: string }[];
}

export interface ProfileRecord {
  id: string;
  arn: string;
  name: string;
  enabled: boolean;
  roleArns: string[];
  durationSeconds: number;
  acceptRoleSessionName: boolean;
  requireInstanceProperties: boolean;
  managedPolicyArns: string[];
  sessionPolicy?: string;
  attributeMappings: AttributeMapping[];
  tags: Tags;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

export interface RevocationListRecord {
  id: string;
  arn: string;
  name: string;
  enabled: boolean;
  /** Base64 of what was imported. */
  data: string;
  trustAnchorArn: string;
  tags: Tags;
  createdAt: string;
  updatedAt: string;
}

export interface SubjectRecord {
  id: string;
  arn: string;
  x509Subject: string;
  enabled: boolean;
  createdAt: string;
  updatedAt: string;
  lastSeenAt: string;
  credentials: SubjectCredential[];
}

export interface SubjectCredential {
  serialNumber: string;
  issuer: string;
  seenAt: string;
  /** PEM */
  certificate: string;
  enabled: boolean;
  failed: boolean;
}

export interface RoleRecord {
  arn: string;
  /** AROA… */
  id: string;
  name: string;
  path: string;
  description: string;
  trustPolicy: string;
  maxSessionDuration: number;
  permissionsBoundary?: string;
  attachedPolicyArns: string[];
  inlinePolicies: Record<string, string>;
  tags: Tags;
  createdAt: string;
}

export interface ManagedPolicyRecord {
  arn: string;
  name: string;
  path: string;
  document: string;
  tags: Tags;
  createdAt: string;
}

/** Credentials that the emulator issued, by CreateSession or AssumeRole. */
export interface SessionRecord {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAt: string;
  assumedRoleArn: string;
  /** AROA…:session-name */
  assumedRoleId: string;
  roleName: string;
  tags: Tags;
  sourceIdentity?: string;
}

export function emptyState(): EmulatorState {
  return {
    trustAnchors: [],
    profiles: [],
    revocationLists: [],
    subjects: [],
    roles: [],
    policies: [],
    sessions: [],
  };
}
