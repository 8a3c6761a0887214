import type { PodDraft } from '../../draft/pod-draft.ts';
import type { Candidate } from '../candidate.ts';
import { crowdedAnnotations } from './crowded-annotations.ts';
import { exceededResources } from './exceeded-resources.ts';
import { longSleep } from './long-sleep.ts';
import { otherSystem } from './other-system.ts';

/**
 * Why the API server would refuse this pod with all that a rule has for it, as a clause, though it takes
 * other pods with it. What an earlier call has applied fitted, and is looked at no more.
 */
export function findMisfit(draft: PodDraft, writer: Candidate): string | undefined {
  if (writer.isRecorded) return undefined;
  return (
    otherSystem(draft, writer) ??
    longSleep(draft, writer) ??
    exceededResources(draft, writer) ??
    crowdedAnnotations(draft, writer)
  );
}
