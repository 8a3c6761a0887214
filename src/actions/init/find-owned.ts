import { isOwnedBy, type Tags } from '../../core/anywhere/tags.ts';
import { parseArn } from '../../core/arn.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';

interface Named {
  readonly name: string;
  readonly arn: string;
}

/** How to look for one of the things that AWS keeps no unique names for. */
export interface Search<T extends Named> {
  readonly what: string;
  readonly name: string;
  readonly cluster: string;
  /** From `iamra.yaml`: beats the search by name. */
  readonly arn: string | undefined;
  readonly get: (id: string) => Promise<T | undefined>;
  readonly list: () => Promise<T[]>;
  readonly listTags: (arn: string) => Promise<Tags>;
}

/**
 * The one that iamra made for this cluster, by ARN, else by name and tag; undefined where there is none.
 * @throws {IamraError} IAMRA210 where several could be meant
 */
export async function findOwned<T extends Named>(search: Search<T>): Promise<T | undefined> {
  if (search.arn !== undefined) {
    const found = await search.get(idOf(search.arn));
    if (found !== undefined) return found;
  }
  const candidates = (await search.list()).filter(({ name }) => name === search.name);
  const owned: T[] = [];
  for (const candidate of candidates) {
    const tags = await search.listTags(candidate.arn);
    if (isOwnedBy(tags, search.cluster)) owned.push(candidate);
  }
  if (owned.length > 1) {
    const arns = owned.map(({ arn }) => arn).join(', ');
    throw new IamraError(
      'IAMRA210',
      `AWS holds ${owned.length} things that could be the ${search.what} of cluster ${search.cluster}: ${arns}.`,
    );
  }
  return owned[0];
}

function idOf(arn: string): string {
  return parseArn(arn)?.resource.split('/').at(-1) ?? arn;
}
