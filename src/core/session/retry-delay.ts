import type { SessionFailure } from './session-failure.ts';

export interface RetrySituation {
  readonly failure: Pick<SessionFailure, 'retry' | 'retryAfterMilliseconds'>;
  /** How many tries failed in a row, this one included. */
  readonly failures: number;
  /** How long the session that is held stays valid; 0 without one. */
  readonly validMilliseconds: number;
}

const soonBase = 500;
const soonLongest = 60_000;
// With nothing to serve, waiting longer than this costs more than a request does.
const soonLongestWithoutSession = 20_000;
const slowBase = 5000;
const slowLongest = 300_000;

/**
 * How long to wait before the next try, in milliseconds: exponential with full jitter for what passes by
 * itself, so that many agents do not come back together; slow for refusals.
 * @param random from 0 to 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(situation: RetrySituation, random: number): number {
  const { failure, failures } = situation;
  switch (failure.retry) {
    case 'soon':
      return (failure.retryAfterMilliseconds ?? 0) + soonDelay(situation) * random;
    case 'slowly':
      return exponential(slowBase, failures, slowLongest) * (0.5 + 0.5 * random);
    case 'when-changed':
      return Infinity;
  }
}

function soonDelay({ failures, validMilliseconds }: RetrySituation): number {
  if (validMilliseconds <= 0) return exponential(soonBase, failures, soonLongestWithoutSession);
  // A few tries must fit into what is left of the session.
  const longest = Math.max(soonBase, Math.min(soonLongest, validMilliseconds / 4));
  return exponential(soonBase, failures, longest);
}

function exponential(base: number, failures: number, longest: number): number {
  return Math.min(longest, base * 2 ** (failures - 1));
}
