import * as z from 'zod';
import type { TrustAnchor } from '../../core/anywhere/trust-anchor.ts';

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
