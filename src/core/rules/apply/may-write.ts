import { isRecorded } from '../applied-rules.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { RuleParts } from '../compiled/rule-parts.ts';
import type { Candidate } from './candidate.ts';
import { nameOf, type PlanCall, refuse, warn } from './plan-call.ts';

/** What a rule finds otherwise than it wants it. */
export interface Conflict {
  /** The rule that wrote it in this call; absent for the pod's own. */
  readonly owner: Candidate | undefined;
  /** Whether what is there is just what a rule has for it. */
  readonly isOf: (rule: CompiledRule, parts: RuleParts) => boolean;
  /** As it stands in a sentence: “label “a””. */
  readonly subject: () => string;
}

/**
 * Says whether a rule writes over what differs, and tells what becomes of it. What a later rule wrote
 * stays, and so does what an earlier call wrote and others have changed since.
 */
export function mayWrite(call: PlanCall, writer: Candidate, conflict: Conflict): boolean {
  const { owner, subject } = conflict;
  if (isYielding(writer, owner)) return false;
  if (owner === undefined && isOfRecorded(call, writer, conflict)) return false;
  const who = owner === undefined ? 'the pod' : nameOf(owner);
  switch (writer.rule.onConflict) {
    case 'skip':
      warn(
        call,
        'IAMRA330',
        `${nameOf(writer)} leaves ${subject()} as it is: ${who} sets it otherwise`,
      );
      return false;
    case 'fail':
      refuse(call, `${nameOf(writer)} cannot set ${subject()}: ${who} sets it otherwise`);
      return false;
    case 'replace':
      if (owner === undefined) {
        warn(call, 'IAMRA333', `${nameOf(writer)} has replaced ${subject()} of the pod`);
      }
      return true;
  }
}

/** Says whether a later rule wrote it in an earlier call: one call would have left it to that rule too. */
function isOfRecorded(
  { rules, recorded, names }: PlanCall,
  { rule: { position } }: Candidate,
  { isOf }: Conflict,
): boolean {
  if (recorded.size === 0) return false;
  return rules.some(
    (rule) =>
      rule.position > position && isRecorded(recorded, rule) && isOf(rule, rule.partsFor(names)),
  );
}

/** Says whether what differs is left to a later rule, or to those that changed it since. */
export function isYielding(writer: Candidate, owner: Candidate | undefined): boolean {
  return writer.isRecorded || (owner !== undefined && owner.rule.position >= writer.rule.position);
}
