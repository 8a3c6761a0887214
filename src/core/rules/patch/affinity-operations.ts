import { appendAll } from '../../injection/append-all.ts';
import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { wholeTerm } from '../apply/and-node-terms.ts';
import { type AffinityPlace, required } from '../compiled/rule-parts.ts';
import type { AffinityDraft, TermDraft } from '../draft/affinity-draft.ts';

const path = '/spec/affinity';
const nodeTermsPath = `${path}/nodeAffinity/${required}/nodeSelectorTerms`;

/** By group and list. */
type Added = Partial<Record<AffinityPlace['group'], Record<string, AddedList>>>;
type AddedList = readonly object[] | { readonly nodeSelectorTerms: readonly object[] };

/** Adds the affinity of rules to that of the pod, into what is there of it. */
export function pushAffinityOperations(
  operations: JsonPatchOperation[],
  draft: AffinityDraft,
): void {
  const { original, nodeTerms } = draft;
  const isRestricted = original?.nodeAffinity?.[required] != null;
  if (isRestricted) pushTermOperations(operations, nodeTerms ?? []);
  const added = addedTo(draft, isRestricted);
  const groups = Object.entries(added) as ReadonlyArray<[keyof Added, Record<string, AddedList>]>;
  if (groups.length === 0) return;
  if (original == null) {
    operations.push({ op: 'add', path, value: added });
    return;
  }
  for (const [group, lists] of groups) {
    pushGroupOperations(operations, original[group], `${path}/${group}`, lists);
  }
}

function addedTo({ nodeTerms, lists }: AffinityDraft, isRestricted: boolean): Added {
  const added: Added = {};
  if (!isRestricted && nodeTerms !== undefined) {
    added.nodeAffinity = { [required]: { nodeSelectorTerms: nodeTerms.map(wholeTerm) } };
  }
  for (const [{ group, list }, terms] of lists) {
    if (terms.added.length > 0) added[group] = { ...added[group], [list]: terms.added };
  }
  return added;
}

function pushGroupOperations(
  operations: JsonPatchOperation[],
  original: Readonly<Record<string, unknown>> | null | undefined,
  groupPath: string,
  lists: Readonly<Record<string, AddedList>>,
): void {
  if (original == null) {
    operations.push({ op: 'add', path: groupPath, value: lists });
    return;
  }
  for (const [list, added] of Object.entries(lists)) {
    const listPath = `${groupPath}/${list}`;
    if (Array.isArray(added)) {
      appendAll(operations, original[list] as readonly object[] | null, listPath, added);
    } else {
      operations.push({ op: 'add', path: listPath, value: added });
    }
  }
}

function pushTermOperations(operations: JsonPatchOperation[], terms: readonly TermDraft[]): void {
  for (const term of terms) {
    if (term.index === undefined) {
      operations.push({ op: 'add', path: `${nodeTermsPath}/-`, value: wholeTerm(term) });
      continue;
    }
    const { base, index, matchExpressions, matchFields } = term;
    const termPath = `${nodeTermsPath}/${index}`;
    appendAll(operations, base.matchExpressions, `${termPath}/matchExpressions`, matchExpressions);
    appendAll(operations, base.matchFields, `${termPath}/matchFields`, matchFields);
  }
}
