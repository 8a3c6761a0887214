import { constraintError, QueryError } from '../query/query-error.ts';
import type { QueryInput } from '../query/query-input.ts';
import type { XmlElements } from '../query/xml.ts';
import type { Tags } from '../state.ts';
import { invalidInput, limitExceeded } from './iam-errors.ts';

const maximumTags = 50;
const keyPattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const valuePattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** The tags of a call. @throws {QueryError} for what IAM refuses as a tag */
export function readTags(input: QueryInput): Tags {
  const pairs = input.pairs('Tags');
  const names = pairs.map(([key]) => key.toLowerCase());
  for (const [index, [key, value]] of pairs.entries()) checkTag(index + 1, key, value);
  if (new Set(names).size < names.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  return Object.fromEntries(pairs);
}

/** Sets tags, keys of another case being the same ones. @throws {QueryError} where they become too many */
export function mergeTags(present: Readonly<Tags>, added: Readonly<Tags>): Tags {
  const merged = { ...withoutTags(present, Object.keys(added)), ...added };
  if (Object.keys(merged).length > maximumTags) throw limitExceeded('TagsPerRole', maximumTags);
  return merged;
}

export function withoutTags(present: Readonly<Tags>, keys: readonly string[]): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(
    Object.entries(present).filter(([key]) => !gone.has(key.toLowerCase())),
  );
}

export function tagMembers(tags: Readonly<Tags>): XmlElements[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkTag(place: number, key: string, value: string): void {
  if (!keyPattern.test(key)) {
    throw constraintError(
      `tags.${place}.member.key`,
      key,
      `satisfy regular expression pattern: ${keyPattern.source}`,
    );
  }
  if (!valuePattern.test(value)) {
    throw constraintError(
      `tags.${place}.member.value`,
      value,
      `satisfy regular expression pattern: ${valuePattern.source}`,
    );
  }
  if (key.toLowerCase().startsWith('aws:')) {
    throw new QueryError(
      'InvalidInput',
      400,
      'aws: prefixed tag key names are not allowed for external use.',
    );
  }
}
