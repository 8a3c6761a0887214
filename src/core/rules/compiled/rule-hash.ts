import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { RuleSpec } from '../rule.ts';

const length = 10;

/** When and to whom a rule gives. */
const others = new Set(['order', 'onConflict', 'namespaceSelector', 'labelSelector']);

/** Names what a rule gives, whatever the order of keys in its resource; not when and to whom. */
export function ruleHash(spec: RuleSpec): string {
  const given = Object.fromEntries(Object.entries(spec).filter(([key]) => !others.has(key)));
  return createHash('sha256').update(canonicalJson(given)).digest('hex').slice(0, length);
}
