import { z } from 'zod';
import type { RolesAnywhereProfile } from '../core/anywhere/profile.ts';
import type { TrustAnchor } from '../core/anywhere/trust-anchor.ts';

// AWS answers absent fields with null as well as by leaving them out.
const trustAnchor = z.object({
  trustAnchorId: z.string(),
  trustAnchorArn: z.string(),
  name: z.string(),
  enabled: z.boolean().nullish(),
  source: z
    .object({ sourceData: z.object({ x509CertificateData: z.string().nullish() }).nullish() })
    .nullish(),
  notificationSettings: z
    .array(
      z.object({
        event: z.enum(['CA_CERTIFICATE_EXPIRY', 'END_ENTITY_CERTIFICATE_EXPIRY']),
        enabled: z.boolean(),
        threshold: z.number().nullish(),
      }),
    )
    .nullish(),
});

const profile = z.object({
  profileId: z.string(),
  profileArn: z.string(),
  name: z.string(),
  enabled: z.boolean().nullish(),
  roleArns: z.array(z.string()).nullish(),
  durationSeconds: z.number().nullish(),
  acceptRoleSessionName: z.boolean().nullish(),
  attributeMappings: z
    .array(
      z.object({
        certificateField: z.enum(['x509Subject', 'x509Issuer', 'x509SAN']),
        mappingRules: z.array(z.object({ specifier: z.string() })).nullish(),
      }),
    )
    .nullish(),
});

const defaultDurationSeconds = 3600;

/** Reads a TrustAnchorDetail. */
export function parseTrustAnchor(json: unknown): TrustAnchor {
  const detail = trustAnchor.parse(json);
  return {
    id: detail.trustAnchorId,
    arn: detail.trustAnchorArn,
    name: detail.name,
    enabled: detail.enabled ?? false,
    certificates: detail.source?.sourceData?.x509CertificateData ?? '',
    notificationSettings: (detail.notificationSettings ?? []).map((setting) => ({
      event: setting.event,
      enabled: setting.enabled,
      ...(setting.threshold == null ? {} : { threshold: setting.threshold }),
    })),
  };
}

/** Reads a ProfileDetail. */
export function parseProfile(json: unknown): RolesAnywhereProfile {
  const detail = profile.parse(json);
  return {
    id: detail.profileId,
    arn: detail.profileArn,
    name: detail.name,
    enabled: detail.enabled ?? false,
    roleArns: detail.roleArns ?? [],
    durationSeconds: detail.durationSeconds ?? defaultDurationSeconds,
    acceptRoleSessionName: detail.acceptRoleSessionName ?? false,
    attributeMappings: (detail.attributeMappings ?? []).map((mapping) => ({
      certificateField: mapping.certificateField,
      specifiers: (mapping.mappingRules ?? []).map(({ specifier }) => specifier),
    })),
  };
}
