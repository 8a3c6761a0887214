import type { PodDraft } from '../../draft/pod-draft.ts';
import type { Candidate } from '../candidate.ts';

export const usualGracePeriod = 30;

/** A sleep of a container that lasts longer than the pod has time to end. */
export function longSleep({ pod }: PodDraft, { rule }: Candidate): string | undefined {
  const { longestSleep } = rule.demands;
  if (longestSleep === 0) return undefined;
  const { terminationGracePeriodSeconds } = pod.spec as {
    readonly terminationGracePeriodSeconds?: number | null;
  };
  const gracePeriod = terminationGracePeriodSeconds ?? usualGracePeriod;
  if (longestSleep <= gracePeriod) return undefined;
  return `one of its containers sleeps for ${longestSleep} s, and the pod's terminationGracePeriodSeconds is ${gracePeriod}`;
}
