import { covers } from '../../injection/covers.ts';
import { quote } from '../../injection/notice.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { RuleParts } from '../compiled/rule-parts.ts';
import { hasMember, setMember } from '../draft/map-draft.ts';
import type { Candidate } from './candidate.ts';
import { mayWrite } from './may-write.ts';
import type { PlanCall } from './plan-call.ts';

type WrittenMap = 'labels' | 'annotations' | 'nodeSelector' | 'securityContext';

/** Sets the members that a map lacks, and those that the rule may write over. */
export function writeMembers(call: PlanCall, writer: Candidate, map: WrittenMap): void {
  const draft = call.draft[map];
  for (const entry of writer.parts[map]) {
    const { key, value } = entry;
    if (hasMember(draft, key)) {
      const present = draft.current[key];
      if (covers(present, value)) continue;
      const conflict = {
        owner: draft.written?.get(key)?.owner,
        isOf: (_rule: CompiledRule, parts: RuleParts) =>
          parts[map].some((other) => other.key === key && covers(present, other.value)),
        subject: () => `${draft.what} ${quote(key)}`,
      };
      if (!mayWrite(call, writer, conflict)) continue;
    }
    setMember(draft, entry, writer);
    writer.hasWritten = true;
  }
}
