import { commonName } from '../identity/common-name.ts';
import type { ServiceAccountName } from '../identity/service-account.ts';
import { spiffeId } from '../identity/spiffe-id.ts';
import type { DistinguishedName } from '../pki/distinguished-name.ts';
import type { MappedNames } from '../pki/principal-tags.ts';

/** The names that the identity controller asks for, whether the certificate is there yet or not. */
export function workloadNames(
  cluster: string,
  account: ServiceAccountName,
  issuer: DistinguishedName,
): MappedNames {
  return {
    subject: [
      { type: 'CN', value: commonName(account) },
      { type: 'O', value: cluster },
    ],
    issuer,
    alternativeNames: { dns: [], uri: [spiffeId(cluster, account)], directoryNames: [] },
  };
}
