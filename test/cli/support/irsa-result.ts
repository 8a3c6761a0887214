import * as z from 'zod';

/** What `iamra migrate irsa --json` prints. */
export const irsaResult = z.strictObject({
  cluster: z.literal('home'),
  context: z.literal('test'),
  serviceAccounts: z.array(
    z.strictObject({
      name: z.string(),
      roleArn: z.string(),
      role: z.string().nullable(),
      usedBy: z.array(
        z.strictObject({ kind: z.string(), namespace: z.string(), name: z.string() }),
      ),
      hindrance: z
        .strictObject({ code: z.string(), message: z.string(), fix: z.string() })
        .nullable(),
    }),
  ),
  changes: z.array(
    z.strictObject({
      action: z.enum(['create', 'update', 'keep', 'delete']),
      resource: z.string(),
      details: z.array(z.string()),
    }),
  ),
  warnings: z.array(z.string()),
  applied: z.boolean(),
  configFile: z.literal('iamra.yaml'),
  eksAnnotations: z.boolean().nullable(),
  eksWebhook: z.boolean(),
});
