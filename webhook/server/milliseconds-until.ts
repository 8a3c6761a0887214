/**
 * The time that a call to the API server may take; at least 1, for 0 would mean any time.
 * @param deadline of performance.now()
 */
export function millisecondsUntil(deadline: number): number {
  return Math.max(1, Math.round(deadline - performance.now()));
}
