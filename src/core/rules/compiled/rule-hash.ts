import { createHash } from 'node:crypto';
import type { RuleSpec } from '../rule.ts';

const length = 10;

/** When and to whom a rule gives. */
const others = new Set(['order', 'onConflict', 'namespaceSelector', 'labelSelector']);

/** Names what a rule gives, whatever the order of keys in its resource; not when and to whom. */
export function ruleHash(spec: RuleSpec): string {
  const given = Object.fromEntries(Object.entries(spec).filter(([key]) => !others.has(key)));
  return createHash('sha256')
    .update(JSON.stringify(sorted(given)))
    .digest('hex')
    .slice(0, length);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
