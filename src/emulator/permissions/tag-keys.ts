import type { Tags } from '../state.ts';
import type { Demand } from './demand.ts';

/** The tags that a resource has, as condition keys. */
export function resourceTagKeys(tags: Readonly<Tags> = {}): Demand['context'] {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, [value]]),
  );
}

/** The tags that a request brings, as condition keys; none where it brings none. */
export function requestTagKeys(tags: Readonly<Tags>): Demand['context'] {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  return {
    'aws:TagKeys': keys,
    ...Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, [value]]),
    ),
  };
}
