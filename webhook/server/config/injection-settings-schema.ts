// As a namespace, what is not used stays out of the bundle: 12 MB of memory less.

import * as z from 'zod';
import { parseArn } from '../../../src/core/arn.ts';
import type { InjectionSettings } from '../../../src/core/injection/injection-settings.ts';
import { sidecars } from '../../../src/core/injection/sidecar.ts';
import { regionPattern } from '../../../src/core/region.ts';

const arn = (resource: RegExp, what: string): z.ZodString =>
  z.string().refine((text) => resource.test(parseArn(text)?.resource ?? ''), {
    error: `must be the ARN of ${what}`,
  });

const port = z.int().min(1).max(65_535);
const quantity = z
  .string()
  .regex(/^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/, 'must be a Kubernetes quantity');

const resources = z.strictObject({ cpu: quantity, memory: quantity });
const imagePullPolicy = z.enum(['Always', 'IfNotPresent', 'Never']).optional();

/** The settings file: what the chart's values, or flags, decide for all pods. */
export const injectionSettingsSchema = z.strictObject({
  image: z.string().min(1),
  imagePullPolicy,
  ports: z.strictObject({ credentials: port, health: port }),
  defaults: z.strictObject({
    trustAnchorArn: arn(/^trust-anchor\//, 'a trust anchor').optional(),
    profileArn: arn(/^profile\//, 'a Roles Anywhere profile').optional(),
    region: z.string().regex(regionPattern, 'must be an AWS region').optional(),
    sessionDuration: z.int().min(900).max(43_200).optional(),
    sidecar: z.enum(sidecars).optional(),
  }),
  excludedNamespaces: z.array(z.string()),
  resources,
  signingHelper: z.strictObject({
    image: z.string().min(1),
    imagePullPolicy,
    resources,
  }),
  tokenAudience: z.string().min(1),
  tokenExpirationSeconds: z.int().min(600),
  endpointUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
  caBundle: z.strictObject({ configMap: z.string().min(1), key: z.string().min(1) }).optional(),
  compatibility: z.strictObject({ eksAnnotations: z.boolean() }).optional(),
}) satisfies z.ZodType<InjectionSettings>;
