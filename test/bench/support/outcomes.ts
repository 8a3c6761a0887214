import type { ServerProcess } from './server-process.ts';

type Outcome = 'injected' | 'skipped' | 'refused' | 'failed';

/** Fails unless a webhook's answers had these outcomes and no others: an error is quick, too. */
export async function checkOutcomes(
  { healthPort = 0 }: ServerProcess,
  expected: readonly Outcome[],
): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${healthPort}/metrics`);
  const samples = (await answer.text()).matchAll(/_requests_total\{outcome="(\w+)"/g);
  const outcomes = [...new Set(Array.from(samples, ([, outcome]) => outcome))];
  if (outcomes.sort().join() !== [...expected].sort().join()) {
    throw new Error(`the webhook answered ${outcomes.join(', ')}`);
  }
}
