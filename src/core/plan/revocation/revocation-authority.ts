import type { ImportedRevocationList } from '../../anywhere/revocation-list.ts';
import { isOwnedBy, type Tags } from '../../anywhere/tags.ts';
import { type CertificateFacts, readCertificates } from '../../pki/certificate-facts.ts';
import { formatDistinguishedName } from '../../pki/distinguished-name.ts';
import { parseRevocationList, type RevocationList } from '../../pki/revocation-list.ts';
import { hasSignedList } from '../../pki/revocation-list-signature.ts';

/** A list as AWS holds it, with its tags. */
export interface TaggedList {
  readonly imported: ImportedRevocationList;
  readonly tags: Tags;
}

/** A list that a CA of the trust anchor has signed, whoever imported it. */
export interface HeldList {
  readonly imported: ImportedRevocationList;
  readonly content: RevocationList;
  /** Whether iamra imported it. */
  readonly isOurs: boolean;
}

/** A CA of the trust anchor, and the lists that it has signed: that of iamra first. */
export interface RevocationAuthority {
  readonly ca: CertificateFacts;
  /** As plans call it. */
  readonly name: string;
  readonly lists: readonly HeldList[];
}

/** All that a trust anchor's lists are. */
export interface AnchorLists {
  readonly authorities: readonly RevocationAuthority[];
  /** Lists of iamra whose CA has left the anchor: nothing is left that they could revoke. */
  readonly stale: readonly ImportedRevocationList[];
  /** Lists of somebody else that no CA of the anchor has signed. */
  readonly foreign: readonly ImportedRevocationList[];
}

/** Says by its signature which CA of the anchor each list belongs to; tags say only who imported it. */
export function sortAnchorLists(
  bundle: string,
  lists: readonly TaggedList[],
  cluster: string,
): AnchorLists {
  const held = lists.map(({ imported, tags }) => ({
    imported,
    content: parseRevocationList(imported.text),
    isOurs: isOwnedBy(tags, cluster),
  }));
  const authorities = readCertificates(bundle).map((ca) => ({
    ca,
    name: formatDistinguishedName(ca.subject),
    lists: held
      .filter(
        (list): list is HeldList => list.content !== undefined && hasSignedList(ca, list.content),
      )
      .sort((one, other) => Number(other.isOurs) - Number(one.isOurs)),
  }));
  const known = new Set(authorities.flatMap((authority) => authority.lists.map(idOf)));
  const rest = held.filter((list) => !known.has(idOf(list)));
  return {
    authorities,
    stale: rest.filter(({ isOurs }) => isOurs).map(({ imported }) => imported),
    foreign: rest.filter(({ isOurs }) => !isOurs).map(({ imported }) => imported),
  };
}

function idOf({ imported }: Pick<HeldList, 'imported'>): string {
  return imported.id;
}
