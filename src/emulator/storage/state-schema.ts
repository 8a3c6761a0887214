import * as z from 'zod';
import type { EmulatorState } from '../state.ts';

const tags = z.record(z.string(), z.string());
const resource = { id: z.string(), arn: z.string(), createdAt: z.iso.datetime() };
const listed = {
  ...resource,
  name: z.string(),
  enabled: z.boolean(),
  tags,
  updatedAt: z.iso.datetime(),
};

const trustAnchor = z.strictObject({
  ...listed,
  certificates: z.string(),
  notificationSettings: z.array(
    z.strictObject({
      event: z.enum(['CA_CERTIFICATE_EXPIRY', 'END_ENTITY_CERTIFICATE_EXPIRY']),
      enabled: z.boolean(),
      threshold: z.int().exactOptional(),
      channel: z.literal('ALL'),
      configuredBy: z.string(),
    }),
  ),
});

const profile = z.strictObject({
  ...listed,
  roleArns: z.array(z.string()),
  durationSeconds: z.int(),
  acceptRoleSessionName: z.boolean(),
  requireInstanceProperties: z.boolean(),
  managedPolicyArns: z.array(z.string()),
  sessionPolicy: z.string().exactOptional(),
  attributeMappings: z.array(
    z.strictObject({
      certificateField: z.enum(['x509Subject', 'x509Issuer', 'x509SAN']),
      mappingRules: z.array(z.strictObject({ specifier: z.string() })),
    }),
  ),
  createdBy: z.string(),
});

const revocationList = z.strictObject({ ...listed, data: z.string(), trustAnchorArn: z.string() });

const subject = z.strictObject({
  ...resource,
  x509Subject: z.string(),
  enabled: z.boolean(),
  updatedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  credentials: z.array(
    z.strictObject({
      serialNumber: z.string(),
      issuer: z.string(),
      seenAt: z.iso.datetime(),
      certificate: z.string(),
      enabled: z.boolean(),
      failed: z.boolean(),
    }),
  ),
});

const role = z.strictObject({
  ...resource,
  name: z.string(),
  path: z.string(),
  description: z.string(),
  trustPolicy: z.string(),
  maxSessionDuration: z.int(),
  permissionsBoundary: z.string().exactOptional(),
  attachedPolicyArns: z.array(z.string()),
  inlinePolicies: z.record(z.string(), z.string()),
  tags,
});

const policy = z.strictObject({
  arn: z.string(),
  name: z.string(),
  path: z.string(),
  document: z.string(),
  tags,
  createdAt: z.iso.datetime(),
});

const session = z.strictObject({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
  expiresAt: z.iso.datetime(),
  assumedRoleArn: z.string(),
  assumedRoleId: z.string(),
  roleName: z.string(),
  tags,
  sourceIdentity: z.string().exactOptional(),
});

/** `EmulatorState` as a state file holds it. */
export const stateSchema: z.ZodType<EmulatorState> = z.strictObject({
  trustAnchors: z.array(trustAnchor),
  profiles: z.array(profile),
  revocationLists: z.array(revocationList),
  subjects: z.array(subject),
  roles: z.array(role),
  policies: z.array(policy),
  sessions: z.array(session),
});
