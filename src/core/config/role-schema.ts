import * as z from 'zod';
import { serviceAccountPattern } from '../identity/service-account.ts';
import { arnSchema, policyArnSchema } from './arn-schema.ts';
import { conditionBlockSchema } from './condition-block.ts';
import { tagsSchema } from './tags-schema.ts';

export const roleNamePattern = /^[\w+=,.@-]{1,64}$/;

export const rolePathPattern = /^\/([\u0021-\u007e]{1,510}\/)?$/;

/** A file with a policy, seen from where `iamra.yaml` is. */
export const policyFileSchema = z.string().regex(/\.json$/, 'must be a .json file');

const serviceAccount = z.string().regex(serviceAccountPattern, 'must be NAMESPACE/NAME');

/** One role of `iamra.yaml`. */
export const roleSchema = z
  .strictObject({
    name: z.string().regex(roleNamePattern, 'must be the name of an IAM role'),
    arn: arnSchema('iam', 'role', 'an IAM role').optional().describe('Written by iamra.'),
    adopted: z
      .boolean()
      .optional()
      .describe(
        'Made by somebody else: iamra keeps its statement in the trust policy and the role in the Roles Anywhere profile, and leaves the rest alone.',
      ),
    path: z
      .string()
      .regex(rolePathPattern, 'must begin and end with “/”')
      .optional()
      .describe('Path in IAM; AWS cannot change it afterwards. Default: /'),
    serviceAccounts: z
      .array(serviceAccount)
      .min(1)
      .describe('Who may assume the role: NAMESPACE/NAME.'),
    policies: z
      .array(
        z.union(
          [policyArnSchema, policyFileSchema],
          'must be the ARN of an IAM policy, or a .json file',
        ),
      )
      .default([])
      .describe(
        'All that the role may do: ARNs of managed policies, or .json files with a policy, seen from where this file is.',
      ),
    permissionsBoundary: policyArnSchema
      .optional()
      .describe('ARN of the policy that bounds whatever the others give.'),
    conditions: conditionBlockSchema
      .optional()
      .describe('Demanded of a session beside trust anchor and identity, as in a policy.'),
    tags: tagsSchema.optional().describe('Of this role, beside those of the file.'),
  })
  .superRefine((role, context) => {
    if (role.adopted !== true) return;
    const message = 'cannot be set on an adopted role: it keeps its own';
    const foreign = ['permissionsBoundary', 'tags'] as const;
    for (const key of foreign.filter((name) => role[name] !== undefined)) {
      context.addIssue({ code: 'custom', path: [key], message });
    }
    if (role.policies.length > 0) {
      context.addIssue({ code: 'custom', path: ['policies'], message });
    }
  });

/** The roles of `iamra.yaml`; IAM tells names apart by more than their case. */
export const rolesSchema = z.array(roleSchema).superRefine((roles, context) => {
  const seen = new Set<string>();
  for (const [index, { name }] of roles.entries()) {
    if (seen.has(name.toLowerCase())) {
      const message = `is there twice: ${name}`;
      context.addIssue({ code: 'custom', path: [index, 'name'], message });
    }
    seen.add(name.toLowerCase());
  }
});

export type RoleConfig = z.infer<typeof roleSchema>;
