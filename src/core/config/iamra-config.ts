import { z } from 'zod';
import { parseArn } from '../arn.ts';
import { clusterNamePattern } from '../identity/cluster-name.ts';
import { parseServiceAccountName } from '../identity/service-account.ts';

export const configApiVersion = 'iamra.dev/v1';

const arn = (kind: RegExp, what: string): z.ZodString =>
  z
    .string()
    .refine((text) => kind.test(parseArn(text)?.resource ?? ''), `must be the ARN of ${what}`);

const serviceAccount = z
  .string()
  .refine((text) => parseServiceAccountName(text) !== undefined, 'must be NAMESPACE/NAME');

const role = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'must be the name of an IAM role'),
  arn: arn(/^role\//, 'an IAM role').optional(),
  serviceAccounts: z.array(serviceAccount).min(1),
  policies: z.array(arn(/^policy\//, 'an IAM policy')).default([]),
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
    })
    .optional(),
  roles: z.array(role).default([]),
});

export type IamraConfig = z.infer<typeof iamraConfigSchema>;
export type RoleConfig = z.infer<typeof role>;
