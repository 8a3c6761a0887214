import { isOwnedBy } from '../../anywhere/tags.ts';
import type { IamraConfig } from '../../config/iamra-config.ts';
import { statementId } from '../init/statement-id.ts';
import type { DestroyObservation } from './destroy-observation.ts';

/** What is still there after the end of the AWS side, one thing each. */
export function whatRemains(
  config: IamraConfig,
  observed: DestroyObservation,
  caPlace: string | undefined,
): string[] {
  const { cluster } = config;
  return [
    caPlace === undefined
      ? 'the CA’s private key: in the file that --ca-key-file named, which iamra init is to be given again, or in Secret iamra-workload-ca where cert-manager reads it'
      : `the CA’s private key: in ${caPlace}`,
    ...config.roles
      .filter(({ adopted }) => adopted === true)
      .map(({ name }) => {
        const sid = statementId(cluster, { adopted: true });
        return `adopted role ${name}: statement ${sid} in its trust policy, which trusts nobody any more`;
      }),
    ...foreign(cluster, observed).map((text) => `${text}: it does not carry the tag of iamra`),
  ];
}

function foreign(cluster: string, observed: DestroyObservation): string[] {
  const { revocationLists, profiles, roles, trustAnchors } = observed;
  const candidates = [
    ...revocationLists.map(({ arn, tags }) => ({ text: `revocation list ${arn}`, tags })),
    ...profiles.map(({ arn, tags }) => ({ text: `Roles Anywhere profile ${arn}`, tags })),
    ...roles.map(({ role }) => ({ text: `role ${role.arn}`, tags: role.tags })),
    ...trustAnchors.map(({ arn, tags }) => ({ text: `trust anchor ${arn}`, tags })),
  ];
  return candidates.filter(({ tags }) => !isOwnedBy(tags, cluster)).map(({ text }) => text);
}
