import { formatArn } from '../arn.ts';
import type { InitTarget } from '../plan/init/init-target.ts';

/** Stands in a policy for the ARN of the trust anchor until it is made; no real one has such an id. */
export function trustAnchorPlaceholder({
  partition,
  region,
  account,
}: Pick<InitTarget, 'partition' | 'region' | 'account'>): string {
  const resource = 'trust-anchor/00000000-0000-0000-0000-000000000000';
  return formatArn({ partition, service: 'rolesanywhere', region, account, resource });
}
