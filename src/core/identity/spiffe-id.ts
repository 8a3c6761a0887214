import type { ServiceAccountName } from './service-account.ts';

/** AWS keeps no session tag longer than this. */
export const maximumIdentityLength = 256;

/** The one authority for what a workload may become: the URI in its certificate. */
export function spiffeId(cluster: string, account: ServiceAccountName): string {
  return `spiffe://${cluster}/ns/${account.namespace}/sa/${account.name}`;
}
