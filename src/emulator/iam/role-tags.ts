import type { QueryOperation } from '../query/query-service.ts';
import { findOwnRole, findRole } from './find-role.ts';
import { readPage } from './page.ts';
import { mergeTags, readTags, tagMembers, withoutTags } from './tags.ts';

export const tagRole: QueryOperation = (call) => {
  const role = findOwnRole(call);
  role.tags = mergeTags(role.tags, readTags(call.input));
  return undefined;
};

export const untagRole: QueryOperation = (call) => {
  const role = findOwnRole(call);
  role.tags = withoutTags(role.tags, call.input.list('TagKeys'));
  return undefined;
};

export const listRoleTags: QueryOperation = (call) => {
  const tags = Object.entries(findRole(call).tags);
  const page = readPage(call.input, tags, ([key]) => key);
  return { Tags: tagMembers(Object.fromEntries(page.items)), ...page.elements };
};
