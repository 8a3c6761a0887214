import { checkText, type QueryInput, type TextConstraint } from '../query/query-input.ts';
import type { XmlElements } from '../query/xml.ts';
import type { Tags } from '../state.ts';
import { invalidInput, limitExceeded } from './iam-errors.ts';

const maximumTags = 50;
const tagKey: TextConstraint = { pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, maximum: 128 };
const tagValue: TextConstraint = {
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  minimum: 0,
  maximum: 256,
};

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
  checkText(`tags.${place}.member.key`, key, tagKey);
  checkText(`tags.${place}.member.value`, value, tagValue);
  if (key.toLowerCase().startsWith('aws:')) {
    throw invalidInput('aws: prefixed tag key names are not allowed for external use.');
  }
}
