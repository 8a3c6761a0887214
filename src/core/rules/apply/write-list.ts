import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { RuleParts } from '../compiled/rule-parts.ts';
import {
  append,
  itemAt,
  itemsOf,
  type ListDraft,
  ownerAt,
  placeOf,
  replaceAt,
} from '../draft/list-draft.ts';
import type { Candidate } from './candidate.ts';
import { mayWrite } from './may-write.ts';
import type { PlanCall } from './plan-call.ts';

/** A list whose items have a key each, which no other item may have. */
export interface KeyedList<Item extends object> {
  readonly draft: ListDraft<Item>;
  readonly keyOf: (item: Item) => string;
  readonly isSame: (actual: Item, wanted: Item) => boolean;
  /** What a rule has for the list. */
  readonly givenBy: (rule: CompiledRule, parts: RuleParts) => readonly Item[];
  /** As it stands in a sentence: “volume “a””. */
  readonly subject: (item: Item) => string;
}

/** Adds the items whose key is free, and replaces those that the rule may write over. */
export function writeKeyed<Item extends object>(
  call: PlanCall,
  writer: Candidate,
  list: KeyedList<Item>,
  items: readonly Item[],
): void {
  const { draft, keyOf } = list;
  const missing = items.filter((item) => {
    const place = placeOf(draft, keyOf(item), keyOf);
    if (place >= 0) settle(call, writer, list, { place, item });
    return place < 0;
  });
  addMissing(call, writer, draft, { missing, items });
}

/** Adds the items that have no like in the list. */
export function writeUnkeyed<Item extends object>(
  call: PlanCall,
  writer: Candidate,
  list: Pick<KeyedList<Item>, 'draft' | 'isSame'>,
  items: readonly Item[],
): void {
  if (items.length === 0) return;
  const present = itemsOf(list.draft);
  const missing = items.filter((item) => !present.some((other) => list.isSame(other, item)));
  addMissing(call, writer, list.draft, { missing, items });
}

function settle<Item extends object>(
  call: PlanCall,
  writer: Candidate,
  { draft, keyOf, isSame, givenBy, subject }: KeyedList<Item>,
  { place, item }: { readonly place: number; readonly item: Item },
): void {
  const present = itemAt(draft, place);
  if (isSame(present, item)) return;
  const conflict = {
    owner: ownerAt(draft, place),
    isOf: (rule: CompiledRule, parts: RuleParts) =>
      givenBy(rule, parts).some((other) => keyOf(other) === keyOf(item) && isSame(present, other)),
    subject: () => subject(item),
  };
  if (!mayWrite(call, writer, conflict)) return;
  replaceAt(draft, place, item, writer);
  writer.hasWritten = true;
}

function addMissing<Item extends object>(
  { shared }: PlanCall,
  writer: Candidate,
  draft: ListDraft<Item>,
  { missing, items }: { readonly missing: readonly Item[]; readonly items: readonly Item[] },
): void {
  if (missing.length === 0) return;
  const isWhole = missing.length === items.length;
  append(draft, isWhole ? items : missing, writer, { shared, isWhole });
  writer.hasWritten = true;
}
