import type { RuleVerdict } from './choose-rules.ts';

/** How many rules there are, by whether they are in force as they stand. */
export interface VerdictCounts {
  readonly ready: number;
  readonly bad: number;
}

export function countVerdicts(verdicts: readonly RuleVerdict[]): VerdictCounts {
  const bad = verdicts.filter(({ state }) => state === 'bad').length;
  return { ready: verdicts.length - bad, bad };
}
