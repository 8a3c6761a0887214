import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { RuleParts } from '../compiled/rule-parts.ts';

/** A rule that selects the pod, and what became of it in this call. */
export interface Candidate {
  readonly rule: CompiledRule;
  readonly parts: RuleParts;
  /** An earlier call applied it as it is: what differs by now, others have changed since. */
  readonly isRecorded: boolean;
  isApplied: boolean;
  /** Why it is not applied. */
  obstacle: string | undefined;
  hasWritten: boolean;
}
