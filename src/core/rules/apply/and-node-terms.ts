import { coversEach } from '../../injection/covers.ts';
import { isEmptyTerm } from '../compiled/rule-parts.ts';
import { draftTerm, type TermDraft } from '../draft/affinity-draft.ts';
import type { NodeSelectorTerm, Part } from '../rule.ts';

/**
 * Terms that hold where both the terms and one of the wanted ones hold: the terms are alternatives, so
 * each must demand what is wanted. A term that does so already stays as it is, and so does an empty
 * one, which matches no node and must not begin to.
 */
export function andNodeTerms(
  terms: readonly TermDraft[] | undefined,
  wanted: readonly NodeSelectorTerm[],
): readonly TermDraft[] {
  if (terms === undefined) return wanted.map((term) => draftTerm(term));
  return terms.flatMap((term) =>
    isEmptyTerm(wholeTerm(term)) || wanted.some((other) => demands(term, other))
      ? [term]
      : wanted.map((other, index) => extendTerm(index === 0 ? term : alternativeTo(term), other)),
  );
}

/** The term as it is now. */
export function wholeTerm(term: TermDraft): NodeSelectorTerm {
  const { base, matchExpressions, matchFields } = term;
  if (matchExpressions.length + matchFields.length === 0) return base;
  return {
    ...base,
    ...(matchExpressions.length === 0
      ? {}
      : { matchExpressions: [...(base.matchExpressions ?? []), ...matchExpressions] }),
    ...(matchFields.length === 0
      ? {}
      : { matchFields: [...(base.matchFields ?? []), ...matchFields] }),
  };
}

function demands(term: TermDraft, wanted: NodeSelectorTerm): boolean {
  const whole = wholeTerm(term);
  return (
    coversEach(whole.matchExpressions, wanted.matchExpressions) &&
    coversEach(whole.matchFields, wanted.matchFields)
  );
}

function alternativeTo(term: TermDraft): TermDraft {
  return { ...term, index: undefined };
}

function extendTerm(term: TermDraft, wanted: NodeSelectorTerm): TermDraft {
  const { matchExpressions, matchFields } = wholeTerm(term);
  return {
    ...term,
    matchExpressions: [
      ...term.matchExpressions,
      ...missing(matchExpressions, wanted.matchExpressions),
    ],
    matchFields: [...term.matchFields, ...missing(matchFields, wanted.matchFields)],
  };
}

function missing(
  present: readonly Part[] | undefined,
  wanted: readonly Part[] | undefined,
): readonly Part[] {
  return (wanted ?? []).filter((one) => !coversEach(present, [one]));
}
