import type { Tags } from '../../core/anywhere/tags.ts';

/** Tags as Roles Anywhere takes them. */
export function tagList(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
