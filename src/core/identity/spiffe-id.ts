import { parseServiceAccountName, type ServiceAccountName } from './service-account.ts';

/** AWS keeps no session tag longer than this. */
export const maximumIdentityLength = 256;

const pattern = /^spiffe:\/\/([a-z0-9.-]{1,63})\/ns\/([^/]+)\/sa\/([^/]+)$/;

/** The one authority for what a workload may become: the URI in its certificate. */
export function spiffeId(cluster: string, account: ServiceAccountName): string {
  return `spiffe://${cluster}/ns/${account.namespace}/sa/${account.name}`;
}

/** An identity taken apart; undefined for a URI that is none of ours. */
export function parseSpiffeId(
  uri: string,
): { readonly cluster: string; readonly account: ServiceAccountName } | undefined {
  const [, cluster = '', namespace = '', name = ''] = pattern.exec(uri) ?? [];
  const account = parseServiceAccountName(`${namespace}/${name}`);
  return account === undefined ? undefined : { cluster, account };
}
