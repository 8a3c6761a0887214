import * as z from 'zod';
import { clusterNamePattern } from '../identity/cluster-name.ts';
import { regionPattern } from '../region.ts';
import { arnSchema, policyArnSchema } from './arn-schema.ts';
import { policyFileSchema, rolesSchema } from './role-schema.ts';
import { tagsSchema } from './tags-schema.ts';

export type { RoleConfig } from './role-schema.ts';

export const configApiVersion = 'iamra.dev/v1';

/** Seconds; what AWS takes. */
export const shortestSession = 900;
export const longestSession = 43_200;

const resourceName = z
  .string()
  .regex(/^[ a-zA-Z0-9_-]{1,255}$/, 'must be 1 to 255 letters, digits, spaces, “-” and “_”');

/** What `iamra.yaml` holds; the user commits it, and no secret is in it. */
export const iamraConfigSchema = z.strictObject({
  apiVersion: z.literal(configApiVersion),
  cluster: z
    .string()
    .regex(clusterNamePattern, 'must be 1 to 63 of a–z, 0–9, “.” and “-”')
    .describe('Your name for the cluster, unique in the account; part of every identity.'),
  region: z
    .string()
    .regex(regionPattern, 'must be an AWS region')
    .describe('AWS region of trust anchor and Roles Anywhere profile.'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be twelve digits, in quotes')
    .describe('AWS account; in quotes, since it may begin with 0.'),
  trustAnchor: z
    .strictObject({
      name: resourceName,
      arn: arnSchema('rolesanywhere', 'trust-anchor', 'a trust anchor')
        .optional()
        .describe('Written by iamra.'),
    })
    .optional(),
  profile: z
    .strictObject({
      name: resourceName,
      arn: arnSchema('rolesanywhere', 'profile', 'a Roles Anywhere profile')
        .optional()
        .describe('Written by iamra.'),
      durationSeconds: z
        .int()
        .min(shortestSession)
        .max(longestSession)
        .describe('How long credentials live.'),
      sessionPolicy: policyFileSchema
        .optional()
        .describe('A .json file with a policy that limits all sessions, seen from this file.'),
      managedPolicies: z
        .array(policyArnSchema)
        .max(50)
        .optional()
        .describe('ARNs of managed policies that limit all sessions.'),
    })
    .optional()
    .describe('The Roles Anywhere profile.'),
  sourceAccount: z
    .boolean()
    .optional()
    .describe('Whether trust policies demand the account of the trust anchor too.'),
  tags: tagsSchema.optional().describe('On everything that iamra makes, beside its own.'),
  roles: rolesSchema.default([]),
});

export type IamraConfig = z.infer<typeof iamraConfigSchema>;
