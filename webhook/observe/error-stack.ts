/** Where something was thrown, causes included; its text where it is no error. */
export function errorStack(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? `${thrown.name}: ${thrown.message}`;
  return thrown.cause === undefined ? own : `${own}\nCaused by: ${errorStack(thrown.cause)}`;
}
