import { covers } from '../../injection/covers.ts';
import { quote } from '../../injection/notice.ts';
import type { Entry } from '../compiled/rule-parts.ts';
import { hasMember, type MapDraft, setMember } from '../draft/map-draft.ts';
import type { Candidate } from './candidate.ts';
import { mayWrite } from './may-write.ts';
import type { PlanCall } from './plan-call.ts';

/** Sets the members that a map lacks, and those that the rule may write over. */
export function writeMembers(
  call: PlanCall,
  writer: Candidate,
  draft: MapDraft,
  entries: readonly Entry[],
): void {
  for (const entry of entries) {
    const { key, value } = entry;
    if (hasMember(draft, key)) {
      if (covers(draft.current[key], value)) continue;
      const owner = draft.written?.get(key)?.owner;
      const conflict = { owner, subject: () => `${draft.what} ${quote(key)}` };
      if (!mayWrite(call, writer, conflict)) continue;
    }
    setMember(draft, entry, writer);
    writer.hasWritten = true;
  }
}
