/**
 * Says whether an object holds all that is wanted, whatever more the API server's defaults or other
 * webhooks have added to it.
 */
export function covers(actual: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return actual === wanted;
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(wanted) && (!Array.isArray(actual) || actual.length !== wanted.length)) {
    return false;
  }
  return Object.entries(wanted).every(([key, value]) =>
    covers((actual as Record<string, unknown>)[key], value),
  );
}

/** Says whether each wanted element has its like in a list that may hold more. */
export function coversEach(
  actual: readonly unknown[] | null | undefined,
  wanted: readonly unknown[] | null | undefined,
): boolean {
  return (wanted ?? []).every((element) => (actual ?? []).some((other) => covers(other, element)));
}
