/** One figure against its budget. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: number;
  readonly comparison: 'at least' | 'at most';
}

export interface BenchOptions {
  /** A short form for every run of the gate; the full one before an issue is resolved. */
  readonly short: boolean;
}
