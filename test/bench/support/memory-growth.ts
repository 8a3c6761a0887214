import { median } from './median.ts';

/** What many processes have of one kind of memory. */
export interface MemoryGrowth {
  readonly median: number;
  readonly largest: number;
  readonly total: number;
  /** What each of those that came later added to the total: they share with the earlier ones what can be shared. */
  readonly each: number;
}

/** Holds what so many processes have against what the first of them had before the others came. */
export function memoryGrowth(before: readonly number[], after: readonly number[]): MemoryGrowth {
  const total = sum(after);
  return {
    median: median(after),
    largest: Math.max(...after),
    total,
    each: (total - sum(before)) / (after.length - before.length),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
