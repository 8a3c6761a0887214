/** What a load is made of. */
export interface LoadPlan {
  /** Of servers that get it in turns, a second each, so that what disturbs one disturbs all. */
  readonly urls: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** A file with the JSON that each request carries, by POST; absent: they are GETs. */
  readonly bodyFile?: string;
  /** To each server. */
  readonly connections: number;
  /** How many turns each server has after a warm-up, or how many answers it gives. */
  readonly amount: { readonly turns: number } | { readonly answers: number };
  /**
   * Requests a second, evenly spaced whatever the answers do; absent: each connection sends its next
   * request when it has its answer.
   */
  readonly rate?: number;
}

/** What one server did; latencies in milliseconds. */
export interface LoadResult {
  /** Those in the warm-up, too. */
  readonly answers: number;
  /** Answers a second in each turn. */
  readonly rates: readonly number[];
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
}
