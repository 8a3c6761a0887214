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
  /** JSON; absent: sessions have all that the role has. */
  readonly sessionPolicy?: string | undefined;
  /** Managed policies that limit sessions, beside the session policy. */
  readonly managedPolicyArns: readonly string[];
}

/** Which part of a certificate becomes session tags. */
export interface AttributeMapping {
  readonly certificateField: 'x509Subject' | 'x509Issuer' | 'x509SAN';
  readonly specifiers: readonly string[];
}

/** Put explicitly: profiles made without mappings were seen to hand on no tag at all. */
export const wantedAttributeMappings: readonly AttributeMapping[] = [
  { certificateField: 'x509Subject', specifiers: ['CN'] },
  { certificateField: 'x509SAN', specifiers: ['URI'] },
  { certificateField: 'x509Issuer', specifiers: ['CN'] },
];

/** AWS takes no more roles in one profile. */
export const maximumRolesPerProfile = 250;
