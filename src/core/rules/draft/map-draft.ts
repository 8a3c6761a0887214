import type { Candidate } from '../apply/candidate.ts';
import type { Entry } from '../compiled/rule-parts.ts';

/** A map of the pod with what rules have written into it. */
export interface MapDraft {
  /** A member of it as it stands in a sentence: “label”. */
  readonly what: string;
  readonly original: Members | null | undefined;
  current: Members;
  /** By key; absent where nothing is written yet. */
  written: Map<string, WrittenEntry> | undefined;
}

export interface WrittenEntry {
  readonly entry: Entry;
  /** Absent for what the planner itself writes. */
  readonly owner: Candidate | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const empty: Members = Object.freeze({});

export function draftMap(what: string, original: Members | null | undefined): MapDraft {
  return { what, original, current: original ?? empty, written: undefined };
}

/** Sets a member; the original stays as it is. */
export function setMember(draft: MapDraft, entry: Entry, owner?: Candidate): void {
  if (draft.written === undefined) {
    draft.written = new Map();
    draft.current = { ...draft.current };
  }
  draft.written.set(entry.key, { entry, owner });
  (draft.current as Record<string, unknown>)[entry.key] = entry.value;
}

/** Says whether the map has a value for the key. */
export function hasMember({ current }: MapDraft, key: string): boolean {
  return Object.hasOwn(current, key) && current[key] != null;
}
