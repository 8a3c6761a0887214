import { isOwnedBy, type Tags } from '../../core/anywhere/tags.ts';
import { parseArn } from '../../core/arn.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Duplicate } from '../../core/plan/init/init-target.ts';

interface Named {
  readonly name: string;
  readonly arn: string;
}

/** How to look for one of the things that AWS keeps no unique names for. */
export interface Search<T extends Named> {
  readonly what: Duplicate['what'];
  readonly name: string;
  readonly cluster: string;
  /** From `iamra.yaml`: beats the search by name. */
  readonly arn?: string | undefined;
  readonly get: (id: string) => Promise<T | undefined>;
  readonly list: () => Promise<T[]>;
  readonly listTags: (arn: string) => Promise<Tags>;
}

export interface Owned<T> {
  readonly found: (T & { readonly tags: Tags }) | undefined;
  /** Others with our name and tag, beside the one that `iamra.yaml` names. */
  readonly duplicates: readonly Duplicate[];
}

/**
 * The one that iamra made for this cluster, by ARN, else by name and tag.
 * @throws {IamraError} IAMRA210 where several could be meant
 */
export async function findOwned<T extends Named>(search: Search<T>): Promise<Owned<T>> {
  const { what, cluster } = search;
  const known = search.arn === undefined ? undefined : await search.get(idOf(search.arn));
  const others: (T & { readonly tags: Tags })[] = [];
  for (const candidate of await search.list()) {
    if (candidate.name !== search.name || candidate.arn === known?.arn) continue;
    const tags = await search.listTags(candidate.arn);
    if (isOwnedBy(tags, cluster)) others.push({ ...candidate, tags });
  }
  if (known !== undefined) {
    const tags = await search.listTags(known.arn);
    return {
      found: { ...known, tags },
      duplicates: others.map(({ arn }) => ({ what, arn })),
    };
  }
  if (others.length > 1) throw ambiguous(search, others);
  return { found: others[0], duplicates: [] };
}

function ambiguous({ what, cluster }: Search<Named>, found: readonly Named[]): IamraError {
  const arns = found.map(({ arn }) => arn).join(', ');
  return new IamraError(
    'IAMRA210',
    `AWS holds ${found.length} things that could be the ${what} of cluster ${cluster}: ${arns}.`,
  );
}

function idOf(arn: string): string {
  return parseArn(arn)?.resource.split('/').at(-1) ?? arn;
}
