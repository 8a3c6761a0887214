import type { AdmissionReview } from './admission-review.ts';

/** The review as JSON; written part by part, since JSON.stringify would look for escapes in the patch. */
export function renderReview({ apiVersion, kind, response }: AdmissionReview): string {
  const { uid, allowed, patchType, patch, warnings, status } = response;
  const patchMembers =
    patchType === undefined ? '' : `,"patchType":"${patchType}","patch":"${patch ?? ''}"`;
  const warningsMember = warnings === undefined ? '' : `,"warnings":${JSON.stringify(warnings)}`;
  const statusMember = status === undefined ? '' : `,"status":${JSON.stringify(status)}`;
  return `{"apiVersion":"${apiVersion}","kind":"${kind}","response":{"uid":${JSON.stringify(uid)},"allowed":${String(allowed)}${patchMembers}${warningsMember}${statusMember}}}`;
}
