import type { RolesAnywhere } from '../../../aws/roles-anywhere.ts';
import type { TrustAnchor } from '../../../core/anywhere/trust-anchor.ts';
import { parseArn } from '../../../core/arn.ts';
import type { IamraConfig } from '../../../core/config/iamra-config.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import {
  type AnchorLists,
  sortAnchorLists,
  type TaggedList,
} from '../../../core/plan/revocation/revocation-authority.ts';

/**
 * The trust anchor that `iamra.yaml` names.
 * @throws {IamraError} IAMRA220 where there is none, IAMRA222 where its CA is one of AWS Private CA, which keeps its own lists
 */
export async function findTrustAnchor(
  { getTrustAnchor }: Pick<RolesAnywhere, 'getTrustAnchor'>,
  { trustAnchor }: IamraConfig,
): Promise<TrustAnchor> {
  const arn = trustAnchor?.arn;
  const id = parseArn(arn ?? '')
    ?.resource.split('/')
    .at(-1);
  const found = id === undefined ? undefined : await getTrustAnchor(id);
  if (found === undefined) {
    throw new IamraError('IAMRA220', `There is no trust anchor ${arn ?? 'in iamra.yaml'}.`);
  }
  if (found.certificates !== '') return found;
  throw new IamraError(
    'IAMRA222',
    `The certificates of trust anchor ${found.arn} are those of AWS Private CA.`,
    { fix: 'aws acm-pca revoke-certificate' },
  );
}

/** The revocation lists of a trust anchor, by the CA that signed them. */
export async function observeLists(
  { listRevocationLists, listTags }: Pick<RolesAnywhere, 'listRevocationLists' | 'listTags'>,
  trustAnchor: TrustAnchor,
  cluster: string,
): Promise<AnchorLists> {
  const lists: TaggedList[] = [];
  for (const imported of await listRevocationLists()) {
    if (imported.trustAnchorArn !== trustAnchor.arn) continue;
    lists.push({ imported, tags: await listTags(imported.arn) });
  }
  return sortAnchorLists(trustAnchor.certificates, lists, cluster);
}
