import { z } from 'zod';
import { parseArn } from '../arn.ts';
import { clusterNamePattern } from '../identity/cluster-name.ts';
import { parseServiceAccountName } from '../identity/service-account.ts';

export const configApiVersion = 'iamra.dev/v1';

const arn = (kind: RegExp, what: string): z.ZodString =>
  z
    .string()
    .refine((text) => kind.test(parseArn(text)?.resource ?? ''), `must be the ARN of ${what}`);

const rolePathPattern = /^\/([\u0021-\u007e]{1,510}\/)?$/;

const policyFile = z.string().regex(/\.json$/, 'must be the ARN of an IAM policy, or a .json file');

const serviceAccount = z
  .string()
  .refine((text) => parseServiceAccountName(text) !== undefined, 'must be NAMESPACE/NAME');

const policyArn = arn(/^policy\//, 'an IAM policy');

const tags = z.record(z.string().min(1).max(128), z.string().max(256));

/** Operator, condition key, one value or several: as in a policy. */
const conditions = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])),
);

const role = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'must be the name of an IAM role'),
  arn: arn(/^role\//, 'an IAM role').optional(),
  /** Made by somebody else: iamra keeps its statement in the trust policy and leaves the rest alone. */
  adopted: z.boolean().optional(),
  path: z.string().regex(rolePathPattern, 'must begin and end with “/”').optional(),
  serviceAccounts: z.array(serviceAccount).min(1),
  /** ARNs of managed policies, or files with a policy, seen from where `iamra.yaml` is. */
  policies: z.array(z.union([policyArn, policyFile])).default([]),
  permissionsBoundary: policyArn.optional(),
  /** Demanded beside trust anchor and identity. */
  conditions: conditions.optional(),
  tags: tags.optional(),
});

/** What `iamra.yaml` holds; the user commits it, and no secret is in it. */
export const iamraConfigSchema = z.strictObject({
  apiVersion: z.literal(configApiVersion),
  cluster: z.string().regex(clusterNamePattern, 'must be 1 to 63 of a–z, 0–9, “.” and “-”'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region'),
  account: z.string().regex(/^\d{12}$/, 'must be twelve digits, in quotes'),
  trustAnchor: z
    .strictObject({ name: z.string(), arn: arn(/^trust-anchor\//, 'a trust anchor').optional() })
    .optional(),
  profile: z
    .strictObject({
      name: z.string(),
      arn: arn(/^profile\//, 'a Roles Anywhere profile').optional(),
      durationSeconds: z.int().min(900).max(43_200),
      /** A file with a policy that limits all sessions, seen from where `iamra.yaml` is. */
      sessionPolicy: policyFile.optional(),
      managedPolicies: z.array(policyArn).max(50).optional(),
    })
    .optional(),
  /** Whether trust policies demand the account of the trust anchor too. */
  sourceAccount: z.boolean().optional(),
  /** On everything that iamra makes, beside its own. */
  tags: tags.optional(),
  roles: z.array(role).default([]),
});

export type IamraConfig = z.infer<typeof iamraConfigSchema>;
export type RoleConfig = z.infer<typeof role>;
