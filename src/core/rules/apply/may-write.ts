import type { Candidate } from './candidate.ts';
import { nameOf, type PlanCall, refuse, warn } from './plan-call.ts';

/** What a rule finds otherwise than it wants it. */
export interface Conflict {
  /** The rule that wrote it in this call; absent for the pod's own. */
  readonly owner: Candidate | undefined;
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

/** Says whether what differs is left to a later rule, or to those that changed it since. */
export function isYielding(writer: Candidate, owner: Candidate | undefined): boolean {
  return writer.isRecorded || (owner !== undefined && owner.rule.position >= writer.rule.position);
}
