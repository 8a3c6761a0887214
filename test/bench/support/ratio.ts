import type { LoadResult } from './load-plan.ts';
import { median } from './median.ts';

/** How many times as many answers one server gives as the other, turn by turn; the median. */
export function ratioOf(ours: LoadResult, theirs: LoadResult): number {
  return median(ours.rates.map((rate, turn) => rate / (theirs.rates[turn] ?? Number.NaN)));
}
