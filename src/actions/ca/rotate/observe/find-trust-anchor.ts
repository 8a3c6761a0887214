import type { RolesAnywhere } from '../../../../aws/roles-anywhere.ts';
import { resourceName } from '../../../../core/anywhere/resource-name.ts';
import type { TrustAnchor } from '../../../../core/anywhere/trust-anchor.ts';
import type { IamraConfig } from '../../../../core/config/iamra-config.ts';
import { IamraError } from '../../../../core/errors/iamra-error.ts';
import { findOwned } from '../../../init/find-owned.ts';

/**
 * The trust anchor of `iamra.yaml`, else the one with our name and tag.
 * @throws {IamraError} IAMRA220 where AWS has none for this cluster, IAMRA261 for one of AWS Private CA
 */
export async function findTrustAnchor(
  rolesAnywhere: RolesAnywhere,
  { cluster, trustAnchor }: IamraConfig,
): Promise<TrustAnchor> {
  const { found } = await findOwned<TrustAnchor>({
    what: 'trust anchor',
    name: resourceName(cluster),
    cluster,
    arn: trustAnchor?.arn,
    get: rolesAnywhere.getTrustAnchor,
    list: rolesAnywhere.listTrustAnchors,
    listTags: rolesAnywhere.listTags,
  });
  if (found === undefined) {
    throw new IamraError('IAMRA220', `AWS has no trust anchor for cluster ${cluster}.`);
  }
  if (found.certificates !== '') return found;
  throw new IamraError('IAMRA261', `Trust anchor ${found.arn} is of an AWS Private CA.`);
}
