import type { Candidate } from '../apply/candidate.ts';
import type { SharedLists } from './shared-lists.ts';

/** A list of the pod with what rules have written into it. */
export interface ListDraft<Item extends object> {
  readonly original: readonly Item[] | null | undefined;
  /** Who wrote the original in this call: with a container comes all that is in it. */
  readonly giver: Candidate | undefined;
  /** By their index in the original. */
  replaced: Map<number, Written<Item>> | undefined;
  added: readonly Item[];
  addedBy: readonly Candidate[];
  /** What is added is whole lists of rules, which other pods get too. */
  isShared: boolean;
  /** Places by key, where there are too many items to look through; absent until they are asked for. */
  places: ReadonlyMap<unknown, number> | undefined;
}

/** Of so many, each look is quicker than an index. */
const fewItems = 32;

interface Written<Item> {
  readonly item: Item;
  readonly owner: Candidate;
}

const nothing: readonly never[] = Object.freeze([]);

export function draftList<Item extends object>(
  original: readonly Item[] | null | undefined,
  giver?: Candidate,
): ListDraft<Item> {
  return {
    original,
    giver,
    replaced: undefined,
    added: nothing,
    addedBy: nothing,
    isShared: true,
    places: undefined,
  };
}

/** The place of an item among the original and the added ones; −1 where there is none. */
export function placeOf<Item extends object>(
  draft: ListDraft<Item>,
  key: string,
  keyOf: (item: Item) => unknown,
): number {
  const count = (draft.original?.length ?? 0) + draft.added.length;
  if (count <= fewItems) return lookThrough(draft, key, keyOf);
  draft.places ??= indexPlaces(draft, keyOf);
  return draft.places.get(key) ?? -1;
}

function lookThrough<Item extends object>(
  { original, added, replaced }: ListDraft<Item>,
  key: string,
  keyOf: (item: Item) => unknown,
): number {
  const before = original ?? nothing;
  // No closures, and from the end: of two variables of one name the kubelet takes the later one.
  for (let index = added.length - 1; index >= 0; index--) {
    if (keyOf(added[index] as Item) === key) return before.length + index;
  }
  for (let index = before.length - 1; index >= 0; index--) {
    if (keyOf(replaced?.get(index)?.item ?? (before[index] as Item)) === key) return index;
  }
  return -1;
}

/** Of two items with one key the later place, as where they are looked through. */
function indexPlaces<Item extends object>(
  draft: ListDraft<Item>,
  keyOf: (item: Item) => unknown,
): ReadonlyMap<unknown, number> {
  return new Map(itemsOf(draft).map((item, place) => [keyOf(item), place]));
}

export function itemAt<Item extends object>(draft: ListDraft<Item>, place: number): Item {
  const before = draft.original?.length ?? 0;
  const item =
    place < before
      ? (draft.replaced?.get(place)?.item ?? draft.original?.[place])
      : draft.added[place - before];
  return item as Item;
}

/** The rule that wrote an item in this call, if one did. */
export function ownerAt<Item extends object>(
  { original, giver, replaced, addedBy }: ListDraft<Item>,
  place: number,
): Candidate | undefined {
  const before = original?.length ?? 0;
  return place < before ? (replaced?.get(place)?.owner ?? giver) : addedBy[place - before];
}

export function replaceAt<Item extends object>(
  draft: ListDraft<Item>,
  place: number,
  item: Item,
  owner: Candidate,
): void {
  const before = draft.original?.length ?? 0;
  draft.isShared = false;
  if (place < before) {
    draft.replaced ??= new Map();
    draft.replaced.set(place, { item, owner });
    return;
  }
  draft.added = draft.added.with(place - before, item);
  draft.addedBy = draft.addedBy.with(place - before, owner);
}

/** Adds frozen items at the end; `isWhole`: all that the rule has for such a list. */
export function append<Item extends object>(
  draft: ListDraft<Item>,
  items: readonly Item[],
  owner: Candidate,
  { shared, isWhole }: { readonly shared: SharedLists; readonly isWhole: boolean },
): void {
  if (items.length === 0) return;
  draft.isShared &&= isWhole && !owner.rule.givesOwnParts;
  draft.added = draft.isShared ? shared.join(draft.added, items) : [...draft.added, ...items];
  draft.addedBy = [...draft.addedBy, ...items.map(() => owner)];
  draft.places = undefined;
}

/** Adds a shared list to one that nothing was written into yet, each item with the rule that gives it. */
export function appendWhole<Item extends object>(
  draft: ListDraft<Item>,
  items: readonly Item[],
  owners: readonly Candidate[],
): void {
  draft.added = items;
  draft.addedBy = owners;
  draft.places = undefined;
}

/** Says whether no rule has written into the list in this call. */
export function isUntouched({ replaced, added }: ListDraft<object>): boolean {
  return replaced === undefined && added.length === 0;
}

/** All items, as they are now. */
export function itemsOf<Item extends object>(draft: ListDraft<Item>): readonly Item[] {
  const { original, added, replaced } = draft;
  if (replaced === undefined && added.length === 0) return original ?? nothing;
  return [...(original ?? nothing), ...added].map((_, place) => itemAt(draft, place));
}
