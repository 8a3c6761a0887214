import { deepFreeze } from '../injection/deep-freeze.ts';
import type { Candidate } from './apply/candidate.ts';
import type { CompiledRule } from './compiled/compiled-rule.ts';
import { type Entry, entry } from './compiled/rule-parts.ts';
import type { SharedLists } from './draft/shared-lists.ts';
import { appliedAnnotation } from './rule-annotations.ts';

/** Rules by their keys, each with the hash of what it gave. */
export type AppliedRules = ReadonlyMap<string, string>;

const none: AppliedRules = new Map();

/** What earlier calls have recorded in a pod's annotations; what can't be read counts as nothing. */
export function readApplied(annotations: Readonly<Record<string, unknown>>): AppliedRules {
  const value = annotations[appliedAnnotation];
  if (typeof value !== 'string' || value === '') return none;
  const pairs = value.split(',').map((pair) => pair.split('='));
  return new Map(pairs.flatMap(([key, hash]) => (key && hash ? [[key, hash] as const] : [])));
}

/** Says whether a rule was applied as it is. */
export function isRecorded(applied: AppliedRules, { key, hash }: CompiledRule): boolean {
  return applied.get(key) === hash;
}

/** The annotation that records further rules too; rules that are gone stay in it. */
export function recordApplied(
  applied: AppliedRules,
  further: readonly Candidate[],
  { recall }: SharedLists,
): Entry {
  const rules = further.map(({ rule }) => rule);
  if (applied.size > 0) return recordOf(applied, rules);
  return recall(rules, () => deepFreeze(recordOf(applied, rules)));
}

function recordOf(applied: AppliedRules, further: readonly CompiledRule[]): Entry {
  const all = new Map(applied);
  for (const { key, hash } of further) all.set(key, hash);
  const pairs = [...all].map(([key, hash]) => `${key}=${hash}`);
  return entry('/metadata/annotations', appliedAnnotation, pairs.join(','));
}
