import * as z from 'zod';
import type { RolesAnywhereProfile } from '../../core/anywhere/profile.ts';

// AWS answers absent fields with null as well as by leaving them out.
const profile = z.object({
  profileId: z.string(),
  profileArn: z.string(),
  name: z.string(),
  enabled: z.boolean().nullish(),
  roleArns: z.array(z.string()).nullish(),
  durationSeconds: z.number().nullish(),
  acceptRoleSessionName: z.boolean().nullish(),
  sessionPolicy: z.string().nullish(),
  managedPolicyArns: z.array(z.string()).nullish(),
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
    ...(detail.sessionPolicy == null ? {} : { sessionPolicy: detail.sessionPolicy }),
    managedPolicyArns: detail.managedPolicyArns ?? [],
    attributeMappings: (detail.attributeMappings ?? []).map((mapping) => ({
      certificateField: mapping.certificateField,
      specifiers: (mapping.mappingRules ?? []).map(({ specifier }) => specifier),
    })),
  };
}
