import { type AffinityPlace, required } from '../compiled/rule-parts.ts';
import type { NodeSelectorTerm, Part } from '../rule.ts';
import { draftList, type ListDraft } from './list-draft.ts';

/** The affinity of a pod, as far as it is read. */
export type RawAffinity = Readonly<
  Partial<Record<AffinityPlace['group'], Readonly<Record<string, unknown>> | null>>
>;

/** The affinity of the pod with what rules have written into it. */
export interface AffinityDraft {
  readonly original: RawAffinity | null | undefined;
  /** The alternatives of the required node affinity; absent where nodes are not restricted yet. */
  nodeTerms: readonly TermDraft[] | undefined;
  /** Made when a rule has terms for them. */
  readonly lists: Map<AffinityPlace, ListDraft<Part>>;
}

/** An alternative, with what rules have added to it. */
export interface TermDraft {
  readonly base: NodeSelectorTerm;
  /** Of the base, in the pod as it came; absent for a further alternative. */
  readonly index: number | undefined;
  readonly matchExpressions: readonly Part[];
  readonly matchFields: readonly Part[];
}

export function draftAffinity(original: RawAffinity | null | undefined): AffinityDraft {
  const node = original?.nodeAffinity?.[required] as
    | { readonly nodeSelectorTerms?: readonly NodeSelectorTerm[] | null }
    | null
    | undefined;
  return {
    original,
    nodeTerms: node == null ? undefined : (node.nodeSelectorTerms ?? []).map(draftTerm),
    lists: new Map(),
  };
}

export function draftTerm(base: NodeSelectorTerm, index?: number): TermDraft {
  return { base, index, matchExpressions: [], matchFields: [] };
}

/** The list at a place of the affinity. */
export function affinityList(draft: AffinityDraft, place: AffinityPlace): ListDraft<Part> {
  let list = draft.lists.get(place);
  if (list === undefined) {
    const original = draft.original?.[place.group]?.[place.list];
    list = draftList(original as readonly Part[] | null | undefined);
    draft.lists.set(place, list);
  }
  return list;
}
